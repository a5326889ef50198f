package spheres.attack;

import java.util.Arrays;
import org.apache.commons.rng.sampling.distribution.NormalizedGaussianSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import spheres.classifier.Classifier;
import spheres.classifier.Rows;
import spheres.nearest.ExactNearest;
import spheres.sphere.IndexedRandom;
import spheres.sphere.Sphere;

/**
 * The search for the nearest error: several ascents to an error from each start, each followed by a descent along the
 * boundary back towards the start; at last the nearest of the other starts' errors is tried as well. On ellipsoid
 * classifiers it reaches the exact nearest error, {@link ExactNearest}; elsewhere its distances are upper bounds.
 */
public final class RefinedAttack extends Attack {
    private static final int WORST_CASE = 1;

    /** Errors of other starts that are offered to each start. */
    private static final int POOL = 1000;

    /** Where no error is known yet, random starts lie up to this far from the start. */
    private static final double REACH = 0.5;

    private final Domain domain;
    private final RefinedOptions options;

    private RefinedAttack(Domain domain, RefinedOptions options) {
        this.domain = domain;
        this.options = options;
    }

    /** Searches the sphere of the start. */
    public static RefinedAttack onSphere(RefinedOptions options) {
        return new RefinedAttack(Domain.ON_SPHERE, options);
    }

    /** Searches all points of norm 1 to R, on the spheres or between them. */
    public static RefinedAttack betweenSpheres(RefinedOptions options) {
        return new RefinedAttack(Domain.BETWEEN_SPHERES, options);
    }

    public RefinedOptions options() {
        return options;
    }

    @Override
    Domain domain() {
        return domain;
    }

    @Override
    Paths search(Classifier classifier, Starts starts) {
        return new Search(classifier, starts).run();
    }

    private final class Search {
        private final Classifier classifier;
        private final Sphere sphere;
        private final Region region;
        private final float[] from;
        private final int count;
        private final int d;
        private final BoundaryDescent descent;
        private final Paths best;
        private final double[] distance;
        private final double[] second;

        /** Errors to be refined, packed, and whose they are. */
        private final float[] errors;

        private final float[] errorStarts;
        private final int[] owner;

        private Search(Classifier classifier, Starts starts) {
            this.classifier = classifier;
            sphere = starts.sphere();
            region = domain.region(starts);
            from = starts.rows();
            count = starts.count();
            d = classifier.dimension();
            descent = new BoundaryDescent(
                    classifier, region, sphere, options.ascent().batch(), options.iterations());
            best = new Paths(count, d);
            distance = new double[count];
            second = new double[count];
            Arrays.fill(distance, Double.POSITIVE_INFINITY);
            Arrays.fill(second, Double.POSITIVE_INFINITY);
            errors = new float[from.length];
            errorStarts = new float[from.length];
            owner = new int[count];
        }

        private Paths run() {
            for (int restart = 0; restart < options.restarts(); restart++) {
                Paths found = ascend(restart);
                best.evaluations += found.evaluations;
                int packed = 0;
                for (int i = 0; i < count; i++) {
                    if (restart == 0 || better(found, i)) {
                        best.take(found, i);
                    }
                    boolean atStart = restart == 0 && found.steps[i] == 0;
                    if (atStart && found.towardsError[i] >= 0) {
                        distance[i] = 0;
                    } else if (found.towardsError[i] >= 0 && distance[i] > 0) {
                        pack(i, found.points, i, packed++);
                    }
                }
                refine(packed);
            }
            exchange();
            best.evaluations += descent.evaluations();
            countAgreement();
            return best;
        }

        private Paths ascend(int restart) {
            AttackOptions ascent = options.ascent();
            StoppingRule rule =
                    restart == WORST_CASE ? StoppingRule.converged(ascent.batch()) : StoppingRule.firstError();
            AttackLoop loop = new AttackLoop(classifier, region, rule, ascent);
            return loop.run(sphere, count, restart <= WORST_CASE ? this::placeStart : new Perturbed(restart));
        }

        private void placeStart(int path, float[] points, int offset) {
            System.arraycopy(from, path * d, points, offset, d);
        }

        /** An ascent that found no error tells something only as long as none is known. */
        private boolean better(Paths found, int i) {
            return found.endings[i] == Paths.Ending.NOT_A_NUMBER
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

            private Perturbed(int restart) {
                random = new IndexedRandom(options.seed(), restart);
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
}
