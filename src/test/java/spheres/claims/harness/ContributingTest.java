package spheres.claims.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;
import spheres.claim.ExampleClaim;
import spheres.claim.ResultsFile;
import spheres.claim.Verdict;

/** The worked example of CONTRIBUTING.md, followed to the letter. */
class ContributingTest {

    @Test
    void theExampleOfAClaimGoesFromItsFileToTheReport(@TempDir Path folder) throws Exception {
        String page = Files.readString(Path.of("CONTRIBUTING.md"));
        Path file = named(page, "claims/([a-z-]+)\\.yaml");
        String id = file.getFileName().toString().replace(".yaml", "");
        ExampleClaim.write(folder, id, block(page, "yaml"));
        Path source = named(page, "src/test/java/([A-Za-z/]+)\\.java");
        Path classes = Files.createDirectories(folder.resolve("classes"));
        Path copy = Files.writeString(folder.resolve(source.getFileName()), block(page, "java"));
        assertThat(compile(copy, classes)).isEmpty();
        String name = source.toString()
                .replace("src/test/java/", "")
                .replace(".java", "")
                .replace('/', '.');

        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            EngineTestKit.engine("junit-jupiter")
                    .selectors(DiscoverySelectors.selectClass(loader.loadClass(name)))
                    .configurationParameter("spheres.claims", folder.toString())
                    .configurationParameter("spheres.claim", id)
                    .configurationParameter(
                            "spheres.results", folder.resolve("results.json").toString())
                    .configurationParameter(
                            "spheres.report", folder.resolve("index.html").toString())
                    .configurationParameter(
                            "allure.results.directory", folder.resolve("allure").toString())
                    .execute()
                    .testEvents()
                    .assertStatistics(events -> events.started(1).succeeded(1));
        }

        assertThat(ResultsFile.read(folder.resolve("results.json")).claims())
                .singleElement()
                .satisfies(result -> assertThat(result.verdict()).isEqualTo(Verdict.REPRODUCED))
                .satisfies(result -> assertThat(page).contains("mvn verify -Dspheres.claim=" + result.id()));
        assertThat(folder.resolve("index.html")).content().contains(id);
    }

    /** The first file of that pattern that the page names. */
    private static Path named(String page, String pattern) {
        Matcher matcher = Pattern.compile("`(" + pattern + ")`").matcher(page);
        assertThat(matcher.find()).as("a file like %s", pattern).isTrue();
        return Path.of(matcher.group(1));
    }

    /** The first block of that language. */
    private static String block(String page, String language) {
        Matcher matcher =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(page);
        assertThat(matcher.find()).as("a block of %s", language).isTrue();
        return matcher.group(1);
    }

    /** What the compiler complains of. */
    private static String compile(Path source, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        ByteArrayOutputStream complaints = new ByteArrayOutputStream();
        try (PrintStream to = new PrintStream(complaints, true, StandardCharsets.UTF_8)) {
            compiler.run(
                    null,
                    to,
                    to,
                    "-proc:none",
                    "-classpath",
                    System.getProperty("java.class.path"),
                    "-d",
                    classes.toString(),
                    source.toString());
        }
        return complaints.toString(StandardCharsets.UTF_8);
    }
}
