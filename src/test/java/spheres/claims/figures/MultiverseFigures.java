package spheres.claims.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import spheres.claims.harness.ClaimSession;
import spheres.claims.harness.Illustrates;
import spheres.claims.harness.MultiverseVerdicts;

/** The claims over the settings that the paper leaves open. */
class MultiverseFigures {

    /** Judged anew from what is kept of each universe. */
    @Illustrates
    void claimsInEveryUniverse(ClaimSession session) throws IOException {
        MultiverseVerdicts verdicts = MultiverseVerdicts.of(session.claims(), session.evidence());
        session.figure("multiverse", verdicts.rows());

        assertThat(verdicts.verdicts()).isNotEmpty();
    }
}
