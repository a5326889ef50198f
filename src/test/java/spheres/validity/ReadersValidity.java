package spheres.validity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import spheres.claim.EvidenceReaders;
import spheres.claim.Results;
import spheres.claim.ResultsFile;
import spheres.evidence.EvidencePlan;
import spheres.evidence.EvidencePlans;

/** The networks that a claim was measured on are those that readers.yaml says it reads, or shows beside. */
class ReadersValidity {
    private static final Path EVIDENCE = Path.of("claims", "evidence");

    static List<Path> results() {
        return List.of(
                Path.of(System.getProperty("spheres.results", "target/claims/results.json")),
                Path.of("reports", "paper-scale", "results.json"));
    }

    /** Subjects of measurements name their network, or the kind of several. */
    @ParameterizedTest
    @MethodSource("results")
    void theReadersAreThoseThatResultsName(Path file) throws IOException {
        EvidenceReaders readers = EvidenceReaders.read(EVIDENCE);
        Results results = ResultsFile.read(file);
        List<String> evidence = EvidencePlans.read(EVIDENCE).all().stream()
                .map(EvidencePlan::id)
                .toList();
        List<String> undeclared = new ArrayList<>();
        for (Results.ClaimResult claim : results.claims()) {
            String named = ResultsFile.json(claim.measurements()) + claim.networks();
            for (String id : evidence) {
                String kind = id.replaceFirst("-\\d+$", "");
                Pattern name = Pattern.compile("(?<![\\w-])" + kind + "(-\\d+)?(?![\\w-])");
                boolean declared = readers.claimsOf(id).contains(claim.id())
                        || !readers.figuresOf(id).isEmpty();
                if (name.matcher(named).find() && !declared) {
                    undeclared.add(claim.id() + " reads " + id);
                }
            }
        }

        assertThat(undeclared).isEmpty();
    }
}
