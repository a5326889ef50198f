package spheres.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.LongConsumer;
import org.apache.commons.rng.sampling.distribution.NormalizedGaussianSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import spheres.classifier.Classifier;
import spheres.classifier.Logits;
import spheres.classifier.NotANumberAnswer;
import spheres.input.Require;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.IndexedRandom;
import spheres.sphere.Sphere;
import spheres.sphere.SphereSampler;

/**
 * Estimates how rare errors are, however rare, by multilevel splitting (subset simulation; Kahn and Harris 1951; Au and
 * Beck 2001, doi:10.1016/S0266-8920(01)00019-4): the rate is a product of shares that are not small, each that of the
 * points above one level of the logit that are above the next. Points above a level are drawn by a Markov chain that
 * keeps the uniform law on the part of the sphere above it: a step along a great circle in a random direction, refused
 * where it would fall below.
 *
 * <p>A pilot run chooses levels and step lengths. The runs after it keep them fixed and are independent, so that each
 * run's product is an unbiased estimate of the rate, however slowly the chains mix (Del Moral 2004, section 7.4.2,
 * doi:10.1007/978-1-4684-9393-1; the proof needs fixed levels and unbiased resampling only). Slow mixing widens the spread
 * between the runs, and so the interval. Where no run reaches an error, the rate is bounded by that of a level.
 */
public final class MultilevelSplitting {
    private static final int MOST_PILOT_PARTICLES = 1_000;
    private static final int PILOT_SHARE = 200;
    private static final long FEWEST_PARTICLES = 50;
    private static final double TARGET_ACCEPTANCE = 0.3;
    private static final long STREAM = 0x7370_6c69_74L;
    /** The pilot has run number 0, the others follow. */
    private static final int PILOT = 0;

    private final Classifier classifier;
    private final ConcentricSpheres spheres;
    private final Sphere sphere;
    private final SplittingOptions options;
    private long evaluations;
    private LongConsumer progress = count -> {};

    /**
     * An estimation for one classifier on one sphere.
     *
     * @throws IllegalArgumentException if classifier and spheres differ in dimension
     */
    public MultilevelSplitting(
            Classifier classifier, ConcentricSpheres spheres, Sphere sphere, SplittingOptions options) {
        Require.sameDimension(classifier.dimension(), spheres.dimension());
        Require.atLeast(2, "dimension d", spheres.dimension(), "a sphere of two points needs no estimation");
        this.classifier = classifier;
        this.spheres = spheres;
        this.sphere = sphere;
        this.options = options;
    }

    /** Tells the number of points judged so far, now and then. */
    public MultilevelSplitting withProgress(LongConsumer listener) {
        progress = listener;
        return this;
    }

    /**
     * Estimates the rate.
     *
     * @throws IllegalArgumentException if the classifier answers the same logit everywhere, or the budget is too small
     * @throws NotANumberAnswer if the classifier answers NaN anywhere
     */
    public RareEventRate estimate() {
        evaluations = 0;
        Ladder ladder = pilot();
        long climbs = 1 + (ladder.levels.size() - 1L) * options.moves();
        int particles = (int) Math.min(
                (options.budget() - evaluations) / (options.runs() * climbs), Integer.MAX_VALUE / spheres.dimension());
        if (particles < FEWEST_PARTICLES) {
            throw new IllegalArgumentException("budget = " + options.budget() + " is too small: with "
                    + ladder.levels.size() + " levels it must be at least "
                    + (evaluations + FEWEST_PARTICLES * options.runs() * climbs));
        }
        double[][] logs = new double[options.runs()][];
        for (int run = 0; run < logs.length; run++) {
            logs[run] = new Run(PILOT + 1 + run, particles).climb(ladder);
        }
        return RareEventRate.of(logs, ladder.reachesErrors(), evaluations);
    }

    /**
     * Levels of the score and the length of the steps above each.
     *
     * @param levels ascending; 0, the boundary, is the last one unless the floor came first
     * @param angles radians a step above each level
     */
    private record Ladder(List<Double> levels, List<Double> angles) {
        boolean reachesErrors() {
            return levels.get(levels.size() - 1) == 0;
        }
    }

    /** The budget that it takes to get down to the floor, where every level is passed by the share that the options name. */
    public static long leastBudget(SplittingOptions options) {
        long levels = (long) Math.ceil(options.floor() / Math.log10(options.survivors()));
        long climbs = 1 + (levels - 1) * options.moves();
        return (pilotParticles(options) + FEWEST_PARTICLES * options.runs()) * climbs;
    }

    private static int pilotParticles(SplittingOptions options) {
        return (int) Math.max(FEWEST_PARTICLES, Math.min(MOST_PILOT_PARTICLES, options.budget() / PILOT_SHARE));
    }

    private Ladder pilot() {
        Ladder ladder = new Ladder(new ArrayList<>(), new ArrayList<>());
        Run run = new Run(PILOT, pilotParticles(options));
        double angle = 1;
        double log10 = 0;
        double level = Double.NEGATIVE_INFINITY;
        while (true) {
            OptionalDouble next = run.nextLevel(level);
            if (next.isEmpty()) {
                if (log10 == 0) {
                    throw new IllegalArgumentException("the classifier's logit is "
                            + sphere.towardsError(level) + " at all points of the " + sphere
                            + " sphere that are nearest to an error: splitting cannot climb where it is constant");
                }
                // The logit goes no higher, to a float's precision: errors are rarer than what lies above the last
                // level.
                return ladder;
            }
            level = Math.min(0, next.getAsDouble());
            log10 += Math.log10(run.shareAtLeast(level));
            ladder.levels.add(level);
            if (level == 0 || log10 < options.floor()) {
                ladder.angles.add(angle);
                return ladder;
            }
            if (evaluations + (long) options.moves() * run.n > options.budget()) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT,
                        "budget = %d is too small: it ended in the pilot run, at a rate of 1e%.1f without an error",
                        options.budget(),
                        log10));
            }
            run.resample(level);
            angle = run.moveAndTune(level, angle);
            ladder.angles.add(angle);
        }
    }

    /** The points of one run; the score of a point is its logit towards an error, at least 0 for errors. */
    private final class Run {
        private final int n;
        private final int d = spheres.dimension();
        private final double radius = spheres.radius(sphere);
        private final IndexedRandom random;
        private final NormalizedGaussianSampler gaussian;
        private float[] points;
        private float[] scores;
        private final float[] proposals;
        private final float[] proposedScores;
        private final double[] direction = new double[d];
        private long drawn;

        Run(int number, int particles) {
            n = particles;
            random = new IndexedRandom(options.seed(), STREAM + number);
            gaussian = ZigguratSampler.NormalizedGaussian.of(random);
            points =
                    new SphereSampler(spheres, options.seed(), STREAM + number).pointsOn(sphere, Long.MIN_VALUE / 2, n);
            scores = new float[n];
            proposals = new float[n * d];
            proposedScores = new float[n];
            score(points, scores);
        }

        private void score(float[] of, float[] scores) {
            classifier.logits(of, n, scores);
            Logits.requireNumbers(scores, n);
            evaluations += n;
            progress.accept(evaluations);
            for (int i = 0; i < n; i++) {
                scores[i] = (float) sphere.towardsError(scores[i]);
            }
        }

        /** log10 of this run's estimates of the rate of each level; -Infinity where no point got there. */
        double[] climb(Ladder ladder) {
            double[] logs = new double[ladder.levels.size()];
            Arrays.fill(logs, Double.NEGATIVE_INFINITY);
            double log10 = 0;
            for (int i = 0; i < logs.length; i++) {
                double level = ladder.levels.get(i);
                double share = shareAtLeast(level);
                log10 += Math.log10(share);
                logs[i] = log10;
                if (share == 0 || i == logs.length - 1) {
                    break;
                }
                resample(level);
                for (int move = 0; move < options.moves(); move++) {
                    move(level, ladder.angles.get(i));
                }
            }
            return logs;
        }

        /**
         * The score that the wished share of the points reaches, or the least one above the level where many are equal;
         * none where all are equal.
         */
        OptionalDouble nextLevel(double level) {
            float[] sorted = scores.clone();
            Arrays.sort(sorted);
            int next = (int) ((1 - options.survivors()) * (n - 1));
            while (next < n && sorted[next] <= level) {
                next++;
            }
            return next == n ? OptionalDouble.empty() : OptionalDouble.of(sorted[next]);
        }

        double shareAtLeast(double level) {
            int count = 0;
            for (float score : scores) {
                count += score >= level ? 1 : 0;
            }
            return (double) count / n;
        }

        /** Replaces the points by draws from those that have reached the level. */
        void resample(double level) {
            int[] survivors = new int[n];
            int count = 0;
            for (int i = 0; i < n; i++) {
                if (scores[i] >= level) {
                    survivors[count++] = i;
                }
            }
            float[] nextPoints = new float[n * d];
            float[] nextScores = new float[n];
            random.seek(drawn++);
            for (int i = 0; i < n; i++) {
                int parent = survivors[random.nextInt(count)];
                System.arraycopy(points, parent * d, nextPoints, i * d, d);
                nextScores[i] = scores[parent];
            }
            points = nextPoints;
            scores = nextScores;
        }

        /** The pilot's moves: it lengthens the step where too many are accepted. Returns the last angle. */
        double moveAndTune(double level, double angle) {
            double tuned = angle;
            for (int move = 0; move < options.moves(); move++) {
                double accepted = move(level, tuned);
                tuned = Math.min(Math.PI / 2, tuned * Math.exp(accepted - TARGET_ACCEPTANCE));
            }
            return tuned;
        }

        /** One step of every point along a great circle; returns the share that was accepted. */
        double move(double level, double angle) {
            for (int i = 0; i < n; i++) {
                random.seek(drawn++);
                propose(i * d, angle);
            }
            score(proposals, proposedScores);
            int accepted = 0;
            for (int i = 0; i < n; i++) {
                if (proposedScores[i] >= level) {
                    System.arraycopy(proposals, i * d, points, i * d, d);
                    scores[i] = proposedScores[i];
                    accepted++;
                }
            }
            return (double) accepted / n;
        }

        private void propose(int offset, double angle) {
            double along = 0;
            double squares = 0;
            for (int j = 0; j < d; j++) {
                double x = points[offset + j];
                direction[j] = gaussian.sample();
                along += direction[j] * x;
                squares += x * x;
            }
            along /= squares;
            double tangent = 0;
            for (int j = 0; j < d; j++) {
                direction[j] -= along * points[offset + j];
                tangent += direction[j] * direction[j];
            }
            double forward = radius * Math.sin(angle) / Math.sqrt(tangent);
            double stay = radius * Math.cos(angle) / Math.sqrt(squares);
            for (int j = 0; j < d; j++) {
                proposals[offset + j] = (float) (stay * points[offset + j] + forward * direction[j]);
            }
        }
    }
}
