package spheres.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import spheres.claim.Claim;
import spheres.claim.ClaimRegistry;
import spheres.claim.EvidenceReaders;
import spheres.claim.Registration;
import spheres.claim.RegistrationFile;
import spheres.claim.RegistrationHistory;
import spheres.evidence.Evidence;
import spheres.evidence.EvidencePlan;
import spheres.evidence.EvidencePlans;

/** The project's own registration, readers and exclusions are up to date. */
class ProjectRegistrationTest {
    private static final Path CLAIMS = Path.of("claims");
    private static final Path EVIDENCE = CLAIMS.resolve("evidence");

    @Test
    void theRegistrationIsThatOfTheHistory(TestReporter reporter) throws IOException {
        Optional<String> obstacle = RegistrationHistory.obstacle(CLAIMS);
        obstacle.ifPresent(why -> reporter.publishEntry("registration not checked", why));
        Assumptions.assumeTrue(obstacle.isEmpty(), obstacle.orElse(""));
        StringWriter out = new StringWriter();

        int exit = Spheres.commandLine().setOut(new PrintWriter(out, true)).execute("claims", "registration", "--json");

        JsonNode answer = new JsonMapper().readTree(out.toString());
        assertThat(answer.at("/problems")).isEmpty();
        assertThat(exit).isZero();
    }

    @Test
    void theRegistrationIsThatOfTheClaimFiles() throws IOException {
        assertThat(RegistrationFile.changedSince(recorded(), CLAIMS))
                .as("claims whose ranges, expected verdict or sizes changed since \"claims registration --write\"")
                .isEmpty();
        assertThat(recorded().claims())
                .extracting(Registration.Entry::id)
                .containsExactlyInAnyOrderElementsOf(claims());
    }

    /** A claim that is measured anew with larger samples, after it could not tell or for any other reason, is looked at again. */
    @Test
    void everySizeRaisedAfterTheFirstMeasurementIsALookThatSpendsLevel() throws IOException {
        Registration recorded = recorded();
        for (Claim claim : ClaimRegistry.read(CLAIMS).claims()) {
            int raised = recorded.find(claim.id()).orElseThrow().raised().size();

            assertThat(claim.looks())
                    .as("looks of %s, whose sizes were raised %d times after its first measurement", claim.id(), raised)
                    .isGreaterThanOrEqualTo(1 + raised);
        }
    }

    @Test
    void everyTrainedNetworkIsReadOrListedAsLeftOut() throws IOException {
        Map<String, Boolean> plans = new LinkedHashMap<>();
        for (EvidencePlan plan : EvidencePlans.read(EVIDENCE).all()) {
            plans.put(plan.id(), Evidence.isIn(EVIDENCE.resolve(plan.id())));
        }

        assertThat(EvidenceReaders.read(EVIDENCE).problems(plans, recorded().lost()))
                .isEmpty();
    }

    @Test
    void readersAreClaims() throws IOException {
        assertThat(claims()).containsAll(EvidenceReaders.read(EVIDENCE).claims().keySet());
    }

    private static Registration recorded() throws IOException {
        return RegistrationFile.read(CLAIMS).orElseThrow();
    }

    private static List<String> claims() throws IOException {
        return ClaimRegistry.read(CLAIMS).claims().stream().map(Claim::id).toList();
    }
}
