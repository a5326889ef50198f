package spheres.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import spheres.claim.Results;

/** A page with every figure, seen in a real browser, and pages with a fault each, which must be found. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageInBrowserTest {
    private static final Path PICTURES = Path.of("target", "claim-report-pictures", "example");

    @TempDir
    Path folder = Path.of("replaced by JUnit");

    private Browser browser;

    @BeforeAll
    void open() throws IOException {
        Optional<Browser> opened = Browser.open();
        Assumptions.assumeTrue(opened.isPresent(), Browser.NONE);
        browser = opened.orElseThrow();
    }

    @AfterAll
    void close() throws IOException {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void completePageIsInOrder() throws IOException {
        Path page = folder.resolve("index.html");
        Page.of(ExampleRun.complete())
                .withHistory(List.of(ExampleRun.complete()))
                .withNights(ExampleRun.nights())
                .write(page);

        assertThat(BrowserCheck.faults(browser, page, PICTURES)).isEmpty();
        assertThat(browser.run("return document.querySelectorAll('.chart').length")
                        .asInt())
                .isEqualTo(25);
        assertThat(PICTURES).isDirectoryContaining("glob:**dark.png");
    }

    @Test
    void pageWithoutMeasuredFiguresSaysSoAndDrawsThePublishedOnes() throws IOException {
        Path page = folder.resolve("empty.html");
        Page.of(ExampleRun.withoutFigures()).write(page);

        assertThat(BrowserCheck.faults(browser, page)).isEmpty();
        assertThat(browser.texts("return [...document.querySelectorAll('figure[data-drawn=true]')].map(f => f.id)"))
                .containsExactly("figure-3-left", "figure-3-right-alphas", "figure-3-right-losses", "figure-6");
        assertThat(browser.run("return document.querySelectorAll('figure .missing').length")
                        .asInt())
                .isEqualTo(25);
    }

    @Test
    void scriptInAStatementIsText() throws IOException {
        Path page = folder.resolve("hostile.html");
        Page.of(ExampleRun.complete()).write(page);
        browser.see(800, 800, false);
        browser.show(page);

        assertThat(browser.run("return document.querySelector('#waits .statement').textContent")
                        .asText())
                .isEqualTo(ExampleRun.HOSTILE);
    }

    @Test
    void markNamesItsPoint() throws IOException {
        Path page = folder.resolve("tooltip.html");
        Page.of(ExampleRun.complete()).write(page);
        browser.see(1400, 1000, false);
        browser.show(page);
        browser.run(
                "const mark = document.querySelector('#clt-against-exact .mark-symbol.role-mark path'); mark.scrollIntoView({block: 'center'});"
                        + "const box = mark.getBoundingClientRect(); const at = {bubbles: true, clientX: box.x + box.width / 2, clientY: box.y + box.height / 2};"
                        + "for (const type of ['pointerover', 'pointermove', 'mouseover', 'mousemove']) mark.dispatchEvent(new PointerEvent(type, at));");

        assertThat(browser.run("return document.querySelector('#vg-tooltip-element').textContent")
                        .asText())
                .contains("uniform")
                .contains("log10 exact");
    }

    @Test
    void figureThatIsNotDrawnIsFound() throws IOException {
        assertThat(faultsOf(ExampleRun.complete(), "\"fold\":[\"exact\",\"clt\"]", "\"fold\":7"))
                .anyMatch(fault -> fault.contains("figure-4"));
    }

    @Test
    void deadLinksAreFound() throws IOException {
        assertThat(faultsOf(ExampleRun.withoutFigures(), "<article id=\"holds\">", "<article>"))
                .contains("link #holds leads nowhere");
    }

    @Test
    void faintTextIsFound() throws IOException {
        assertThat(faultsOf(ExampleRun.withoutFigures(), "--soft: #545d68", "--soft: #a0a8b0"))
                .anyMatch(fault -> fault.startsWith("contrast of"));
    }

    @Test
    void filterThatDoesNothingIsFound() throws IOException {
        assertThat(faultsOf(ExampleRun.withoutFigures(), "row.hidden =", "row.dataset.hidden ="))
                .anyMatch(fault -> fault.startsWith("filter section"));
    }

    private List<String> faultsOf(Results results, String right, String wrong) throws IOException {
        Path page = folder.resolve("planted.html");
        Page.of(results).write(page);
        String html = Files.readString(page);
        assertThat(html).contains(right);
        Files.writeString(page, html.replace(right, wrong));
        return BrowserCheck.faults(browser, page);
    }
}
