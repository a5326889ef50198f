package spheres.claims.quadratic;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import spheres.network.AdamSettings;
import spheres.network.Network;
import spheres.network.PerfectInitialisation;
import spheres.network.QuadraticArchitecture;
import spheres.network.QuadraticParameters;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.IndexedRandom;
import spheres.training.SideBySide;
import spheres.training.TrainingPlan;
import spheres.training.TrainingSet;

/** Quadratic networks with and without errors on either sphere, constructed and trained. */
public final class QuadraticPopulation {
    private static final double READOUT_WEIGHT = 2;
    private static final double READOUT_BIAS = -8;
    /** How far inside or outside its range the extreme alpha of a constructed network lies, relative to the range's end. */
    private static final double MARGIN = 0.02;

    private final ConcentricSpheres spheres;
    private final long seed;

    public QuadraticPopulation(ConcentricSpheres spheres, long seed) {
        this.spheres = spheres;
        this.seed = seed;
    }

    /**
     * Networks with chosen alphas in a random position: every other one without errors, the rest by turns with errors on
     * the inner sphere, on the outer sphere and on both. Where a sphere has errors, one to ten alphas are out of range.
     */
    public List<QuadraticMember> constructed(int hiddenWidth, int count) {
        return IntStream.range(0, count)
                .parallel()
                .mapToObj(i -> member(hiddenWidth, i))
                .toList();
    }

    private QuadraticMember member(int hiddenWidth, int i) {
        boolean inner = i % 6 == 1 || i % 6 == 5;
        boolean outer = i % 6 == 3 || i % 6 == 5;
        UniformRandomProvider random = random(i);
        double[] alphas = alphas(inner, outer, random);
        String name = "constructed " + i + (inner || outer ? " with" : " without") + " errors";
        return QuadraticMember.of(name, network(alphas, hiddenWidth, random.nextLong()));
    }

    /** Networks trained for some steps, by turns online and on 1000 points. */
    public List<QuadraticMember> trained(int hiddenWidth, int count, long steps) {
        List<TrainingPlan> plans = IntStream.range(0, count)
                .mapToObj(i -> TrainingPlan.paper(new QuadraticArchitecture(spheres.dimension(), hiddenWidth), seed + i)
                        .withOuterRadius(spheres.outerRadius())
                        .withTrainingSet(i % 2 == 0 ? TrainingSet.ONLINE : TrainingSet.fixed(1000))
                        .withSteps(steps))
                .toList();
        List<Network> networks = SideBySide.train(plans);
        return IntStream.range(0, count)
                .mapToObj(i -> QuadraticMember.of(
                        "trained " + plans.get(i).trainingSet() + ", seed "
                                + plans.get(i).seed(),
                        networks.get(i)))
                .toList();
    }

    private UniformRandomProvider random(int member) {
        IndexedRandom random = new IndexedRandom(seed, "constructed quadratic networks".hashCode());
        random.seek(member);
        return random;
    }

    private double[] alphas(boolean innerErrors, boolean outerErrors, UniformRandomProvider random) {
        double low = Math.pow(spheres.outerRadius(), -2);
        double[] alphas = new double[spheres.dimension()];
        for (int j = 0; j < alphas.length; j++) {
            alphas[j] = low * (1 + MARGIN) + random.nextDouble() * (1 - MARGIN - low * (1 + MARGIN));
        }
        int bad = 1 + random.nextInt(10);
        for (int j = 0; j < bad; j++) {
            if (innerErrors) {
                alphas[j] = 1 + MARGIN + random.nextDouble();
            }
            if (outerErrors) {
                alphas[alphas.length - 1 - j] = (low - MARGIN) * random.nextDouble();
            }
        }
        return alphas;
    }

    /** A network with these alphas: W = U diag(sqrt(alpha_i (-b) / w)) V with orthonormal columns U and a rotation V. */
    public static Network network(double[] alphas, int hiddenWidth, long seed) {
        int d = alphas.length;
        float[] columns = orthonormal(d, hiddenWidth, seed);
        float[] rotation = orthonormal(d, d, seed + 1);
        float[] weights = new float[hiddenWidth * d];
        double[] row = new double[d];
        for (int j = 0; j < hiddenWidth; j++) {
            java.util.Arrays.fill(row, 0);
            for (int i = 0; i < d; i++) {
                double factor = columns[j * d + i] * Math.sqrt(alphas[i] * -READOUT_BIAS / READOUT_WEIGHT);
                for (int k = 0; k < d; k++) {
                    row[k] += factor * rotation[i * d + k];
                }
            }
            for (int k = 0; k < d; k++) {
                weights[j * d + k] = (float) row[k];
            }
        }
        return new QuadraticParameters(d, hiddenWidth, weights, (float) READOUT_WEIGHT, (float) READOUT_BIAS)
                .network(AdamSettings.DEFAULT);
    }

    /** W of shape [h][d] with W^T W = I. */
    private static float[] orthonormal(int d, int hiddenWidth, long seed) {
        return new PerfectInitialisation(1, -1, 1).parameters(new QuadraticArchitecture(d, hiddenWidth), seed);
    }
}
