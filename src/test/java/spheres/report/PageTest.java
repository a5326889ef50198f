package spheres.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spheres.claim.ExampleClaim;
import spheres.claim.Results;
import spheres.claim.Results.ClaimResult;
import spheres.claim.Verdict;

class PageTest {
    private static final int MOST_BYTES = 3_000_000;

    @TempDir
    Path folder = Path.of("replaced by JUnit");

    @Test
    void everyClaimHasItsRowAndItsPartUnderItsOwnId() throws IOException {
        String html = html(Page.of(ExampleRun.complete()));

        for (ClaimResult claim : ExampleRun.complete().claims()) {
            assertThat(html).containsOnlyOnce("<article id=\"" + claim.id() + "\">");
            assertThat(html).contains("<th scope=\"row\"><a href=\"#" + claim.id() + "\">");
        }
        assertThat(html).contains("<b>2</b> <span><span aria-hidden=\"true\">✗</span> refuted</span>");
        assertThat(html).contains("2 not as the claim files expect:");
    }

    @Test
    void idsAreUniqueAndEveryLinkWithinThePageLeadsToOne() throws IOException {
        String html = markup(html(Page.of(ExampleRun.complete())));
        List<String> ids = all(html, " id=\"([^\"]*)\"");

        assertThat(ids).doesNotHaveDuplicates();
        assertThat(ids).containsAll(all(html, "href=\"#([^\"]*)\""));
    }

    @Test
    void textOfResultsStaysText() throws IOException {
        String html = html(Page.of(ExampleRun.results(Map.of("other", List.of(Map.of("name", ExampleRun.HOSTILE))))));

        assertThat(html).doesNotContain("<script>alert");
        assertThat(html).contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;quoted&quot;");
    }

    @Test
    void nothingIsLoadedFromElsewhere() throws IOException {
        String html = markup(html(Page.of(ExampleRun.complete())));

        assertThat(all(html, "(?:src|srcset|action|poster)=\"([^\"]*)\"")).isEmpty();
        assertThat(all(html, "<link[^>]*href=\"([^\"]*)\"")).containsExactly("data:,");
        assertThat(html).doesNotContain("@import").doesNotContain("url(");
    }

    @Test
    void pageIsUnderThreeMegabytes() throws IOException {
        Path file = folder.resolve("index.html");
        Page.of(ExampleRun.complete()).write(file);

        assertThat(Files.size(file)).isLessThan(MOST_BYTES);
    }

    @Test
    void figureWithoutDataSaysWhyAndHowToGetThem() throws IOException {
        String claim = "relu-random-slice";
        String html =
                html(Page.of(ExampleClaim.results(ClaimResult.notRun(ExampleClaim.claim(claim, Verdict.REPRODUCED)))));

        assertThat(html)
                .contains("relu-random-slice was not run: it was left out, or its networks are not trained yet.");
        assertThat(html).contains("<code>mvn verify -Dspheres.claim=relu-random-slice</code>");
    }

    @Test
    void figureOfWhichNoDescriptionKnowsIsShownAsItsData() throws IOException {
        String html = html(Page.of(ExampleRun.results(Map.of("a-new-one", List.of(Map.of("x", 1.5))))));

        assertThat(html).contains("<figure id=\"a-new-one\">").contains("x\n1.5\n</pre>");
    }

    @Test
    void everyFigureOfTheExampleIsDescribed() throws IOException {
        assertThat(FigureView.of(ExampleRun.complete()))
                .allSatisfy(figure -> assertThat(figure.spec()).as(figure.id()).isNotNull());
        assertThat(FigureView.of(ExampleRun.complete()))
                .allSatisfy(
                        figure -> assertThat(figure.missing()).as(figure.id()).isEmpty());
    }

    @Test
    void historyOfAClaimStandsBesideIt() throws IOException {
        Results earlier = ExampleClaim.results(
                ClaimResult.judged(ExampleClaim.claim("holds", Verdict.REPRODUCED), List.of(ExampleClaim.mean(9)), 1));
        String html = html(Page.of(ExampleRun.complete()).withHistory(List.of(earlier)));

        assertThat(html).containsOnlyOnce("<caption>Other runs</caption>").contains("<td>mean: 9</td>");
    }

    @Test
    void nightsTogetherStandInATableWithWhatNeedsAttentionFirst() throws IOException {
        String html = html(Page.of(ExampleRun.complete()).withNights(ExampleRun.nights()));
        String section =
                html.substring(html.indexOf("<section id=\"nights\">"), html.indexOf("<section id=\"figures\">"));

        assertThat(all(section, "<th scope=\"row\"><a href=\"#([^\"]*)\""))
                .containsExactly("is-wrong", "surprises", "holds", "every-kind");
        assertThat(section)
                .contains(
                        "Together: 20 runs at scale quick. Of 4 claims 2 are as expected, 1 not certain yet, 1 not as"
                                + " expected.",
                        "<p class=\"unexpected\">expected reproduced</p>",
                        "<p class=\"kind\">not certain yet, expected reproduced</p>",
                        "up to commit 0123456789ab (10 nights)",
                        "<li><code>fedcba987654</code> ",
                        "reproduced on 20 of 20 nights; certain: reproduced");
        assertThat(all(section, "<polyline class=\"mean\" (points)=")).hasSize(3);
        assertThat(all(section, "<line class=\"(night)\"")).hasSize(20);
    }

    @Test
    void aPageWithoutAHistorySaysNothingOfNights() throws IOException {
        assertThat(html(Page.of(ExampleRun.complete()))).doesNotContain("id=\"nights\"", "#nights");
    }

    @Test
    void linksLeadToClaimFilesAndAllure() throws IOException {
        Path file = folder.resolve("target").resolve("claim-report").resolve("index.html");
        Page.of(ExampleRun.complete())
                .withClaims(folder.resolve("claims"))
                .withAllure(folder.resolve("target").resolve("allure").resolve("index.html"))
                .write(file);

        assertThat(Files.readString(file))
                .contains("href=\"../../claims/holds.yaml\"")
                .containsPattern("href=\"\\.\\./allure/index\\.html#behaviors/[0-9a-f]{32}\"");
    }

    @Test
    void aClaimSaysWhenItsRangesWereSettledAndThePageSumsUp() throws IOException {
        Path claims = folder.resolve("claims");
        Path evidence = Files.createDirectories(claims.resolve("evidence"));
        Files.writeString(claims.resolve("registration.json"), """
                {"evidence": {"networks": 3, "kinds": 2, "seeds": 2, "kindsOfSeveralSeeds": 1},
                "claims": [
                {"id": "holds", "fingerprint": "0123456789ab",
                 "ranges": {"date": "2026-01-03", "commit": "0123456789", "when": "after"},
                 "expect": {"date": "2026-01-01", "commit": "9876543210", "when": "before"},
                 "measured": {"date": "2026-01-02", "commit": "5555555555"}, "raised": []}
                ], "removed": [], "lost": []}
                """);
        Files.writeString(
                evidence.resolve("readers.yaml"),
                "exclusions: [{id: b-1801, leftOut: the whole, reason: Chosen <first>., decided: after}]");
        String html = html(Page.of(ExampleRun.complete()).withClaims(claims));

        assertThat(html)
                .containsOnlyOnce("Ranges last changed 2026-01-03, after the first measurement (2026-01-02).")
                .contains("Of 1 claims the ranges were last changed before the first measurement for 0, in the same"
                        + " commit as it for 0 and after it for 1.")
                .contains("3 networks of 2 kinds, 1 of them from more than one seed; 2 seeds in all.")
                .contains("<li>b-1801: the whole. Chosen &lt;first&gt;. Left out after its result was seen.</li>");
    }

    @Test
    void withoutARegistrationThePageIsWhole() throws IOException {
        assertThat(html(Page.of(ExampleRun.complete()).withClaims(folder.resolve("claims"))))
                .contains("<article id=\"holds\">")
                .doesNotContain("Ranges last changed");
    }

    @Test
    void runWithoutClaimsIsRefusedAndLeavesNoPage() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Page.of(ExampleClaim.results()))
                .withMessage("claims = [] has no claim to report: write the results anew with 'mvn verify'");
    }

    @Test
    void pageIsReplacedWholeOrNotAtAll() throws IOException {
        Path file = folder.resolve("index.html");
        Page.of(ExampleRun.withoutFigures()).write(file);
        Page.of(ExampleRun.complete()).write(file);

        assertThat(folder).isDirectoryContaining(path -> path.equals(file)).isDirectoryNotContaining("glob:**.writing");
    }

    private String html(Page page) throws IOException {
        Path file = folder.resolve("index.html");
        page.write(file);
        return Files.readString(file);
    }

    /** The page without the code and texts that its libraries bring. */
    private static String markup(String html) {
        return html.replaceAll("(?s)<script>.*?</script>", "");
    }

    private static List<String> all(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
