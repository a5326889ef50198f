package spheres.snapshot;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import spheres.attack.Domain;
import spheres.attack.MeanDistance;
import spheres.attack.Starts;
import spheres.classifier.EllipsoidClassifier;
import spheres.nearest.ExactNearest;
import spheres.network.Network;
import spheres.network.QuadraticParameters;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.Sphere;
import spheres.sphere.SphereSampler;
import spheres.theory.Ellipsoid;
import spheres.theory.EllipsoidErrorRate;
import spheres.theory.TailProbability;

/**
 * What a quadratic network's alphas say. All but the average loss follows from the alphas and the bias without sampling,
 * apart from the starts of the mean distance.
 *
 * @param step the number of training steps done
 * @param badInner how many alphas are above 1
 * @param badOuter how many alphas are below 1/R^2
 * @param leastAlpha the smallest alpha
 * @param meanAlpha their mean
 * @param largestAlpha the largest alpha
 * @param readoutWeight w
 * @param readoutBias b
 * @param averageLoss mean sigmoid cross-entropy in nats over {@value #POINTS} points of each sphere
 * @param worstLoss the largest loss of any point of either sphere
 * @param inner the inner sphere's rate and distance
 * @param outer the outer sphere's rate and distance
 * @param paperAttackOrNull from points of the inner sphere to the first error on it that the paper's attack finds; null where
 *     the network was not attacked
 */
public record QuadraticSnapshot(
        long step,
        int badInner,
        int badOuter,
        double leastAlpha,
        double meanAlpha,
        double largestAlpha,
        double readoutWeight,
        double readoutBias,
        double averageLoss,
        double worstLoss,
        Errors inner,
        Errors outer,

        @JsonProperty("paperAttack") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        MeanDistance paperAttackOrNull)
        implements Snapshot {
    static final int POINTS = 10_000;

    private static final int STARTS = 1_000;

    /**
     * The errors on one sphere; what does not exist is left out.
     *
     * @param log10CltOrNull decimal logarithm of the rate by Proposition 4.1, corrected; absent for 0
     * @param log10ExactOrNull decimal logarithm of the exact rate; absent where there are no errors
     * @param meanDistanceOrNull mean distance to the nearest error on the sphere, exact from {@value #STARTS} random points
     * @param standardErrorOrNull of that mean
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Errors(
            @JsonProperty("log10Clt") @Nullable Double log10CltOrNull,
            @JsonProperty("log10Exact") @Nullable Double log10ExactOrNull,
            @JsonProperty("meanDistance") @Nullable Double meanDistanceOrNull,
            @JsonProperty("standardError") @Nullable Double standardErrorOrNull) {
        /** Decimal logarithm of the rate by Proposition 4.1, corrected; empty for 0. */
        public OptionalDouble log10Clt() {
            return optional(log10CltOrNull);
        }

        /** Decimal logarithm of the exact rate; empty where there are no errors. */
        public OptionalDouble log10Exact() {
            return optional(log10ExactOrNull);
        }

        private static OptionalDouble optional(@Nullable Double value) {
            return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
        }

        /** The mean distance, from each of the starts where there are errors at all. */
        public MeanDistance distance() {
            return meanDistanceOrNull == null || standardErrorOrNull == null
                    ? new MeanDistance(Double.NaN, Double.NaN, 0, STARTS)
                    : new MeanDistance(meanDistanceOrNull, standardErrorOrNull, STARTS, STARTS);
        }
    }

    /** From points of the inner sphere to the first error on it that the paper's attack finds, where it was attacked. */
    public Optional<MeanDistance> paperAttack() {
        return Optional.ofNullable(paperAttackOrNull);
    }

    /** How many alphas lie outside [1/R^2, 1]. */
    public int badAlphas() {
        return badInner + badOuter;
    }

    /**
     * Measures a quadratic network.
     *
     * @param attackStarts how many points the paper's attack starts from, at least 0
     * @throws IllegalArgumentException where its boundary is no ellipsoid
     */
    public static QuadraticSnapshot of(Network network, ConcentricSpheres spheres, long seed, int attackStarts) {
        QuadraticParameters values = QuadraticParameters.of(network);
        double[] alphas = alphas(network);
        double bias = values.readoutBias();
        SphereSampler sampler = new SphereSampler(spheres, seed, STREAM);
        EllipsoidErrorRate rate = EllipsoidErrorRate.of(alphas, spheres.outerRadius());
        // The mean over the sphere does not depend on where the axes point.
        EllipsoidClassifier classifier = EllipsoidClassifier.of(alphas).scaled(-bias);
        ExactNearest nearest = ExactNearest.of(classifier, spheres);
        double low = Math.pow(spheres.outerRadius(), -2);
        return new QuadraticSnapshot(
                network.step(),
                (int) Arrays.stream(alphas).filter(alpha -> alpha > 1).count(),
                (int) Arrays.stream(alphas).filter(alpha -> alpha < low).count(),
                Arrays.stream(alphas).min().orElseThrow(),
                Arrays.stream(alphas).average().orElseThrow(),
                Arrays.stream(alphas).max().orElseThrow(),
                values.readoutWeight(),
                bias,
                averageLoss(classifier, sampler),
                Math.max(
                        loss(nearest.worstLogit(Sphere.INNER), Sphere.INNER),
                        loss(nearest.worstLogit(Sphere.OUTER), Sphere.OUTER)),
                errors(rate, nearest, sampler, Sphere.INNER),
                errors(rate, nearest, sampler, Sphere.OUTER),
                attackStarts == 0
                        ? null
                        : new NearestErrors(classifier, sampler, Sphere.INNER, attackStarts).byPaperAttack());
    }

    /** alpha_i of a quadratic network with w > 0 > b, {@code [d]}, descending. */
    public static double[] alphas(Network network) {
        QuadraticParameters values = QuadraticParameters.of(network);
        Ellipsoid ellipsoid = Ellipsoid.ofNetwork(
                values.weights(),
                values.hiddenWidth(),
                values.dimension(),
                values.readoutWeight(),
                values.readoutBias());
        if (ellipsoid.flipped()) {
            throw new IllegalArgumentException("w = " + values.readoutWeight() + ", b = " + values.readoutBias()
                    + ": the network answers \"outer\" inside its ellipsoid");
        }
        return ellipsoid.alphas();
    }

    private static Errors errors(EllipsoidErrorRate rate, ExactNearest nearest, SphereSampler sampler, Sphere sphere) {
        var distance = nearest.meanDistance(Starts.uniform(sampler, sphere, 0, STARTS), Domain.ON_SPHERE);
        return new Errors(
                finite(rate.clt(sphere)),
                finite(rate.exact(sphere)),
                finite(distance.mean()),
                finite(distance.standardError()));
    }

    private static @Nullable Double finite(TailProbability probability) {
        return finite(probability.log10());
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    private static double averageLoss(EllipsoidClassifier classifier, SphereSampler sampler) {
        int batch = 1_000;
        float[] logits = new float[batch];
        double sum = 0;
        for (Sphere sphere : Sphere.values()) {
            for (int from = 0; from < POINTS; from += batch) {
                classifier.logits(sampler.pointsOn(sphere, STARTS + from, batch), batch, logits);
                for (float logit : logits) {
                    sum += loss(logit, sphere);
                }
            }
        }
        return sum / (2.0 * POINTS);
    }

    /** Sigmoid cross-entropy of a logit on a point of that sphere. */
    private static double loss(double logit, Sphere sphere) {
        double wrong = sphere == Sphere.INNER ? logit : -logit;
        return Math.max(wrong, 0) + Math.log1p(Math.exp(-Math.abs(wrong)));
    }
}
