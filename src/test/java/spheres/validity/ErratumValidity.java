package spheres.validity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import spheres.claim.ResultsFile;

/** What an erratum says was found is what this run measured. */
class ErratumValidity {
    private static final Path RESULTS = Path.of(System.getProperty("spheres.results", "target/claims/results.json"));

    @TestFactory
    Stream<DynamicTest> theFiguresOfAnErratumAreThoseOfTheRun() throws IOException {
        return ResultsFile.read(RESULTS).claims().stream()
                .filter(result -> result.judged() && result.claim().erratum().isPresent())
                .map(result -> DynamicTest.dynamicTest(
                        result.id(),
                        () -> assertThat(QuotedNumbers.faults(result)).isEmpty()));
    }
}
