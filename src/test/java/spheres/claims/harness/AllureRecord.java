package spheres.claims.harness;

import io.qameta.allure.Allure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;
import spheres.claim.Results;
import spheres.claim.Results.ClaimResult;
import spheres.claim.ResultsFile;

/** How a claim appears in the Allure report: section, claim, statement, parameters, and the measurements as JSON. */
final class AllureRecord {
    private static final Path CATEGORIES = Path.of("reports", "allure", "categories.json");

    private AllureRecord() {}

    static void describe(ClaimResult result, ClaimSession session) {
        Allure.epic("Section " + result.section());
        Allure.feature(result.id());
        Allure.label(
                "verdict",
                result.leftUnjudged() ? "not judged" : result.verdict().toString());
        Allure.description(description(result));
        result.claim().setting().entrySet().stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .forEach(entry -> Allure.parameter(entry.getKey(), entry.getValue()));
        result.claim().sizes().getOrDefault(session.scale(), java.util.Map.of()).forEach(Allure::parameter);
        Allure.parameter("scale", session.scale());
        Allure.parameter("seed", session.seed());
        Allure.addAttachment("evidence", "application/json", ResultsFile.json(result), "json");
    }

    private static String description(ClaimResult result) {
        StringBuilder text = new StringBuilder(result.claim().statement())
                .append("\n\nSource: ")
                .append(result.claim().source())
                .append("\n\nVerdict: **")
                .append(result.leftUnjudged() ? "not judged" : result.verdict())
                .append("**, expected: ")
                .append(result.expected())
                .append('\n');
        if (result.leftUnjudged()) {
            text.append("\nMeasured on a stand-in, which does not meet the preconditions: ")
                    .append(result.standIn().orElseThrow())
                    .append('\n');
        }
        result.readings()
                .forEach(reading -> text.append("\n- Read as ")
                        .append(reading.reading())
                        .append(": **")
                        .append(reading.verdict())
                        .append("**"));
        result.findings()
                .forEach(finding -> text.append("\n- **")
                        .append(finding.verdict())
                        .append("** ")
                        .append(finding.text()));
        result.claim()
                .erratum()
                .ifPresent(erratum -> text.append("\n\nErratum. Printed: ")
                        .append(erratum.printed())
                        .append(' ')
                        .append(erratum.heading())
                        .append(": ")
                        .append(erratum.instead())
                        .append(" Known: ")
                        .append(erratum.known()));
        return text.toString();
    }

    /** Writes the report's environment and categories beside the results of the tests. */
    static void describeRun(Results results, Path folder) {
        Properties environment = new Properties();
        environment.putAll(results.environment());
        environment.setProperty("commit", results.commit());
        environment.setProperty("scale", results.scale().toString());
        environment.setProperty("seed", Long.toString(results.seed()));
        try {
            Files.createDirectories(folder);
            try (Writer writer =
                    Files.newBufferedWriter(folder.resolve("environment.properties"), StandardCharsets.UTF_8)) {
                environment.store(writer, null);
            }
            Files.copy(CATEGORIES, folder.resolve("categories.json"), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
