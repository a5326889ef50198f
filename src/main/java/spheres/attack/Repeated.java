package spheres.attack;

import java.util.Arrays;
import org.apache.commons.rng.sampling.distribution.NormalizedGaussianSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import spheres.classifier.Ascent.Ending;
import spheres.classifier.Rows;
import spheres.sphere.IndexedRandom;

/**
 * Repeats a search from the same starts, each round's errors brought nearer, and keeps for each start the nearest of all
 * rounds; at last the nearest of the other starts' errors is tried as well. The first two rounds begin at the starts
 * themselves, the others at random points about them, about as far away as the nearest error that is known.
 */
final class Repeated {
    /** Errors of other starts that are offered to each start. */
    private static final int POOL = 1000;

    /** Where no error is known yet, random starts lie up to this far from the start. */
    private static final double REACH = 0.5;

    /** The search that is repeated. */
    interface Round {
        /** Ascents from all starts; round 0 is the first. */
        Paths ascend(int round, AttackLoop.Start start);
    }

    private final float[] from;
    private final int count;
    private final int d;
    private final BoundaryDescent descent;
    private final long seed;
    private final Paths best;
    private final double[] distance;
    private final double[] second;

    /** Errors to be refined, packed, and whose they are. */
    private final float[] errors;

    private final float[] errorStarts;
    private final int[] owner;

    /**
     * A repeated search.
     *
     * @param descent brings errors nearer
     * @param seed of the random points
     */
    Repeated(Starts starts, BoundaryDescent descent, long seed) {
        this.descent = descent;
        this.seed = seed;
        from = starts.rows();
        count = starts.count();
        d = starts.spheres().dimension();
        best = new Paths(count, d);
        distance = new double[count];
        second = new double[count];
        Arrays.fill(distance, Double.POSITIVE_INFINITY);
        Arrays.fill(second, Double.POSITIVE_INFINITY);
        errors = new float[from.length];
        errorStarts = new float[from.length];
        owner = new int[count];
    }

    Paths run(int rounds, Round search) {
        for (int round = 0; round < rounds; round++) {
            Paths found = search.ascend(round, round <= 1 ? this::placeStart : new Perturbed(round));
            best.evaluations += found.evaluations;
            refine(taken(found, round));
        }
        exchange();
        best.evaluations += descent.evaluations();
        countAgreement();
        return best;
    }

    /** Takes over what a round found, packs its errors and returns how many there are. */
    private int taken(Paths found, int round) {
        int packed = 0;
        for (int i = 0; i < count; i++) {
            if (round == 0 || better(found, i)) {
                best.take(found, i);
            }
            boolean atStart = round == 0 && found.steps[i] == 0;
            if (atStart && found.towardsError[i] >= 0) {
                distance[i] = 0;
            } else if (found.towardsError[i] >= 0 && distance[i] > 0) {
                pack(i, found.points, i, packed++);
            }
        }
        return packed;
    }

    private void placeStart(int path, float[] points, int offset) {
        System.arraycopy(from, path * d, points, offset, d);
    }

    /** An ascent that found no error tells something only as long as none is known. */
    private boolean better(Paths found, int i) {
        return found.endings[i] == Ending.NOT_A_NUMBER
                || (distance[i] == Double.POSITIVE_INFINITY && found.towardsError[i] > best.towardsError[i]);
    }

    private void pack(int start, float[] points, int row, int packed) {
        System.arraycopy(from, start * d, errorStarts, packed * d, d);
        System.arraycopy(points, row * d, errors, packed * d, d);
        owner[packed] = start;
    }

    private void refine(int packed) {
        descent.refine(errorStarts, errors, packed);
        for (int k = 0; k < packed; k++) {
            int i = owner[k];
            double found = Rows.distance(errorStarts, k * d, errors, k * d, d);
            if (found < distance[i]) {
                second[i] = distance[i];
                distance[i] = found;
                best.towardsError[i] = 0;
                System.arraycopy(errors, k * d, best.points, i * d, d);
            } else {
                second[i] = Math.min(second[i], found);
            }
        }
    }

    /** Offers each start the nearest error of another one. */
    private void exchange() {
        int packed = 0;
        for (int i = 0; i < count; i++) {
            int nearest = -1;
            double least = Double.POSITIVE_INFINITY;
            for (int k = 0; k < Math.min(count, POOL) && distance[i] > 0; k++) {
                if (k != i && distance[k] < Double.POSITIVE_INFINITY) {
                    double apart = Rows.distance(from, i * d, best.points, k * d, d);
                    nearest = apart < least ? k : nearest;
                    least = Math.min(least, apart);
                }
            }
            if (nearest >= 0) {
                pack(i, best.points, nearest, packed++);
            }
        }
        refine(packed);
    }

    private void countAgreement() {
        for (int i = 0; i < count; i++) {
            if (distance[i] > 0 && second[i] < Double.POSITIVE_INFINITY) {
                best.compared++;
                best.agreeing += second[i] <= 1.01 * distance[i] ? 1 : 0;
            }
        }
    }

    /** A random point about the start, about as far away as its nearest known error. */
    private final class Perturbed implements AttackLoop.Start {
        private final IndexedRandom random;
        private final NormalizedGaussianSampler gaussian;
        private final float[] direction = new float[d];

        private Perturbed(int round) {
            random = new IndexedRandom(seed, round);
            gaussian = ZigguratSampler.NormalizedGaussian.of(random);
        }

        @Override
        public void place(int path, float[] points, int offset) {
            random.seek(path);
            double known = distance[path] < Double.POSITIVE_INFINITY ? distance[path] : REACH;
            double length = known * (0.5 + random.nextDouble());
            for (int j = 0; j < d; j++) {
                direction[j] = (float) gaussian.sample();
            }
            double scale = length / Rows.norm(direction, 0, d);
            for (int j = 0; j < d; j++) {
                points[offset + j] = (float) (from[path * d + j] + scale * direction[j]);
            }
        }
    }
}
