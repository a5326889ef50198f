package spheres.claims.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import spheres.attack.Starts;
import spheres.claims.harness.ClaimSession;
import spheres.claims.harness.Illustrates;
import spheres.claims.quadratic.AttackOptimality;
import spheres.claims.quadratic.TrainedQuadratics;
import spheres.classifier.EllipsoidClassifier;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.IndexedRandom;
import spheres.sphere.Sphere;
import spheres.sphere.SphereSampler;

/** What the attacks are worth: tables that every distance to a nearest error rests on. */
class AttackFigures {
    private static final int STARTS = 100;
    private static final long STREAM = "attack-optimality".hashCode();
    private static final String CLAIM_OF_TRAINED_NETWORKS = "quad-inner-errors";

    /**
     * Distances against the exact ones, on random ellipsoids and on a trained quadratic network. The criterion of one per
     * cent is that of a figure within 10 %: the attack's part in the tolerance is a tenth. An attack that reports an error
     * nearer than the nearest is a fault of the harness, which throws it.
     */
    @Illustrates
    void attacksAgainstTheExactNearestErrorAndTheWorstCase(ClaimSession session) throws IOException {
        List<AttackOptimality.Distance> distances = new ArrayList<>();
        List<AttackOptimality.WorstCase> worstCases = new ArrayList<>();
        for (int dimension : new int[] {20, 500}) {
            ConcentricSpheres spheres = new ConcentricSpheres(dimension, ConcentricSpheres.PAPER.outerRadius());
            SphereSampler sampler = new SphereSampler(spheres, session.seed(), STREAM);
            for (AttackOptimality attacks : networks(session, spheres)) {
                for (Sphere sphere : Sphere.values()) {
                    Starts starts = Starts.uniform(sampler, sphere, 0, STARTS);
                    distances.addAll(attacks.distances(starts));
                    worstCases.add(attacks.worstCase(starts));
                }
            }
        }
        session.figure("attack-optimality", Map.of("distances", distances, "worstCases", worstCases));

        for (int dimension : new int[] {20, 500}) {
            assertThat(distances)
                    .filteredOn(row -> row.dimension() == dimension)
                    .extracting(AttackOptimality.Distance::domain, AttackOptimality.Distance::attack)
                    .contains(
                            tuple("on the sphere", "paper"),
                            tuple("on the sphere", "refined"),
                            tuple("between the spheres", "refined"));
        }
        assertThat(distances).filteredOn(row -> row.attack().equals("refined")).allSatisfy(row -> {
            assertThat(row.found()).as("starts with an error, %s", row).isEqualTo(STARTS);
            assertThat(row.ratio()).as("attack / exact, %s", row).isBetween(1 - 1e-5, 1.01);
        });
        assertThat(worstCases)
                .allSatisfy(row -> assertThat(row.reachedLogit() - row.exactLogit())
                        .as("largest logit reached, less the exact one, %s", row)
                        .isBetween(-0.01 * Math.abs(row.exactLogit()), 1e-5));
    }

    private static List<AttackOptimality> networks(ClaimSession session, ConcentricSpheres spheres) throws IOException {
        IndexedRandom random = new IndexedRandom(session.seed(), STREAM);
        random.seek(spheres.dimension());
        var gaussian = ZigguratSampler.NormalizedGaussian.of(random);
        double[] uniform = new double[spheres.dimension()];
        double[] logNormal = new double[spheres.dimension()];
        Arrays.setAll(uniform, i -> 0.5 + 0.6 * random.nextDouble());
        Arrays.setAll(logNormal, i -> 0.75 * Math.exp(0.3 * gaussian.sample()));
        return Stream.of(
                        AttackOptimality.of("alphas uniform in [0.5, 1.1]", EllipsoidClassifier.of(uniform)),
                        AttackOptimality.of("alphas log-normal, median 0.75", EllipsoidClassifier.of(logNormal)),
                        AttackOptimality.of(
                                TrainedQuadratics.of(spheres, session, session.claim(CLAIM_OF_TRAINED_NETWORKS))
                                        .get(0)))
                .toList();
    }
}
