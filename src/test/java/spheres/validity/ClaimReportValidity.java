package spheres.validity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import spheres.report.Browser;
import spheres.report.BrowserCheck;

/** The claim report that this run wrote, seen in a real browser. */
class ClaimReportValidity {
    private static final Path PAGE = Path.of("target", "claim-report", "index.html");
    private static final Path PICTURES = Path.of("target", "claim-report-pictures");

    @Test
    void theReportOfThisRunIsInOrder() throws IOException {
        Optional<Browser> opened = Browser.open();
        Assumptions.assumeTrue(opened.isPresent(), Browser.NONE);
        try (Browser browser = opened.orElseThrow()) {
            assertThat(PAGE).exists();
            assertThat(BrowserCheck.faults(browser, PAGE, PICTURES)).isEmpty();
        }
    }
}
