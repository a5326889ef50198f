package spheres.claims.quadratic;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import spheres.claim.Claim;
import spheres.claims.harness.ClaimSession;
import spheres.sphere.ConcentricSpheres;

/** The briefly trained quadratic networks that several tests of a run share: each population is trained once. */
public final class TrainedQuadratics {
    static final int HIDDEN_WIDTH = 1000;

    private record Key(ConcentricSpheres spheres, long seed, int count, long steps) {}

    private static final Map<Key, List<QuadraticMember>> TRAINED = new HashMap<>();

    private TrainedQuadratics() {}

    /**
     * As many networks, trained for as long, as a claim asks for at the run's scale; with classifiers of the caller's own,
     * which may run beside others.
     */
    public static synchronized List<QuadraticMember> of(ConcentricSpheres spheres, ClaimSession session, Claim claim) {
        Key key = new Key(
                spheres,
                session.seed(),
                Math.toIntExact(claim.size(session.scale(), "trainedNetworks")),
                claim.size(session.scale(), "steps"));
        List<QuadraticMember> trained = TRAINED.get(key);
        if (trained == null) {
            trained = new QuadraticPopulation(spheres, key.seed).trained(HIDDEN_WIDTH, key.count, key.steps);
            TRAINED.put(key, List.copyOf(trained));
        }
        return trained.stream().map(QuadraticMember::withOwnClassifier).toList();
    }
}
