package spheres.claims.quadratic;

import java.io.IOException;
import java.util.List;
import spheres.claim.Claim;
import spheres.claims.harness.ClaimRun;
import spheres.claims.harness.ClaimSession;
import spheres.sphere.ConcentricSpheres;

/** The briefly trained quadratic networks that several tests of a run share: each population is trained once. */
public final class TrainedQuadratics {
    static final int HIDDEN_WIDTH = 1000;

    private record Key(ConcentricSpheres spheres, int count, long steps) {
        List<QuadraticMember> trained(long seed) {
            return List.copyOf(new QuadraticPopulation(spheres, seed).trained(HIDDEN_WIDTH, count, steps));
        }
    }

    private TrainedQuadratics() {}

    /**
     * As many networks, trained for as long, as the claim asks for at the run's scale; with classifiers of the caller's own,
     * which may run beside others.
     */
    static List<QuadraticMember> of(ClaimRun run) throws IOException {
        Key key = key(run.spheres(), run.session(), run.claim());
        return withOwnClassifiers(run.once(key, () -> key.trained(run.seed())));
    }

    /** Those of a claim, for a figure. */
    public static List<QuadraticMember> of(ConcentricSpheres spheres, ClaimSession session, Claim claim)
            throws IOException {
        Key key = key(spheres, session, claim);
        return withOwnClassifiers(session.once(key, () -> key.trained(session.seed())));
    }

    private static Key key(ConcentricSpheres spheres, ClaimSession session, Claim claim) {
        return new Key(
                spheres,
                Math.toIntExact(claim.size(session.scale(), "trainedNetworks")),
                claim.size(session.scale(), "steps"));
    }

    private static List<QuadraticMember> withOwnClassifiers(List<QuadraticMember> trained) {
        return trained.stream().map(QuadraticMember::withOwnClassifier).toList();
    }
}
