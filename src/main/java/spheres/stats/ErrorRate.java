package spheres.stats;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import spheres.classifier.Classifier;
import spheres.classifier.Logits;
import spheres.classifier.NotANumberAnswer;
import spheres.sphere.Sphere;
import spheres.sphere.SphereSampler;

/**
 * The error rate of a classifier on one sphere, however large or small: from uniform samples where they show at least
 * {@value #ENOUGH} errors, and by multilevel splitting where they show fewer.
 *
 * @param errors among the samples
 * @param samples uniform points that were judged
 * @param rareOrNull the rate by splitting; null where there are errors enough among the samples
 */
public record ErrorRate(
        long errors,
        long samples,
        @JsonProperty("rare") @Nullable RareEventRate rareOrNull) {
    /** They give a rate to 10 %, about as well as splitting does. */
    static final int ENOUGH = 100;

    private static final int TOGETHER = 1000;

    /** Of the intervals by which the two methods have to agree: it fails by chance once in a million estimations. */
    private static final double AGREEMENT = 1 - 1e-6;

    /** @throws IllegalStateException if samples and splitting disagree: then the estimate can't be trusted */
    public ErrorRate {
        if (rareOrNull != null && rareOrNull.found()) {
            ConfidenceInterval sampled = Proportion.interval(errors, samples, AGREEMENT);
            ConfidenceInterval split = of(rareOrNull, AGREEMENT);
            if (split.low() > sampled.high() || split.high() < sampled.low()) {
                throw new IllegalStateException("splitting gives an error rate in [" + split.low() + ", " + split.high()
                        + "], but " + errors + " errors in " + samples + " uniform points are a rate in ["
                        + sampled.low() + ", " + sampled.high() + "]: one of the two is wrong");
            }
        }
    }

    /** The rate by splitting; empty where there are errors enough among the samples. */
    public Optional<RareEventRate> rare() {
        return Optional.ofNullable(rareOrNull);
    }

    /**
     * Measures the rate.
     *
     * @param samples how many uniform points are judged first, at least 1
     * @param options of the splitting
     * @throws NotANumberAnswer if the classifier answers NaN anywhere
     */
    public static ErrorRate of(
            Classifier classifier, SphereSampler sampler, Sphere sphere, long samples, SplittingOptions options) {
        long errors = errors(classifier, sampler, sphere, samples);
        return new ErrorRate(
                errors,
                samples,
                errors >= ENOUGH
                        ? null
                        : new MultilevelSplitting(classifier, sampler.spheres(), sphere, options).estimate());
    }

    /**
     * How many of the first uniform points of a sphere a classifier gets wrong.
     *
     * @throws NotANumberAnswer if the classifier answers NaN anywhere
     */
    public static long errors(Classifier classifier, SphereSampler sampler, Sphere sphere, long samples) {
        return errors(classifier, sampler, sphere, samples, judged -> {});
    }

    /**
     * The same.
     *
     * @param progress is told the number of points judged so far, now and then
     */
    public static long errors(
            Classifier classifier, SphereSampler sampler, Sphere sphere, long samples, LongConsumer progress) {
        int d = classifier.dimension();
        float[] points = new float[TOGETHER * d];
        float[] logits = new float[TOGETHER];
        long errors = 0;
        for (long from = 0; from < samples; from += TOGETHER) {
            int count = (int) Math.min(TOGETHER, samples - from);
            for (int i = 0; i < count; i++) {
                sampler.pointOn(sphere, from + i, points, i * d);
            }
            classifier.logits(points, count, logits);
            errors += Logits.errors(sphere, logits, count);
            progress.accept(from + count);
        }
        return errors;
    }

    /**
     * The interval for the rate. Which of the two methods gives it depends on what the samples show, so each has half of what
     * may be missed. Splitting whose runs scatter too much, or all ended at 0 as in older versions, bounds nothing: there the
     * samples do.
     *
     * @param level coverage, in (0, 1)
     */
    public ConfidenceInterval interval(double level) {
        double ofEach = (1 + level) / 2;
        ConfidenceInterval sampled = Proportion.interval(errors, samples, ofEach);
        if (rareOrNull == null || !rareOrNull.sawAny()) {
            return new ConfidenceInterval(sampled.value(), sampled.low(), sampled.high(), level);
        }
        ConfidenceInterval split = of(rareOrNull, ofEach);
        return rareOrNull.scattersTooMuch()
                ? new ConfidenceInterval(
                        Math.min(Math.max(split.value(), sampled.low()), sampled.high()),
                        sampled.low(),
                        sampled.high(),
                        level)
                : new ConfidenceInterval(split.value(), split.low(), split.high(), level);
    }

    private static ConfidenceInterval of(RareEventRate rate, double level) {
        ConfidenceInterval log10 = rate.log10Interval(level);
        return new ConfidenceInterval(
                Math.pow(10, log10.value()),
                rate.found() ? Math.pow(10, log10.low()) : 0,
                Math.pow(10, log10.high()),
                level);
    }

    /** Points judged in all. */
    public long judged() {
        return samples + rare().map(RareEventRate::evaluations).orElse(0L);
    }

    /** How the rate was got, in words. */
    public String method() {
        if (rareOrNull == null) {
            return samples + " uniform points";
        }
        if (!rareOrNull.sawAny()) {
            return samples + " uniform points, as no run of multilevel splitting saw an error,";
        }
        return String.format(
                Locale.ROOT,
                "multilevel splitting, %d runs with a coefficient of variation of %.2f%s, after %d errors in %d uniform points,",
                rareOrNull.runs(),
                rareOrNull.coefficientOfVariation(),
                rareOrNull.scattersTooMuch() ? " (too much, so that the interval is that of the samples)" : "",
                errors,
                samples);
    }
}
