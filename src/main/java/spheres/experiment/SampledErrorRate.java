package spheres.experiment;

import spheres.classifier.Classifier;
import spheres.sphere.Sphere;
import spheres.sphere.SphereSampler;
import spheres.stats.ConfidenceInterval;
import spheres.stats.Proportion;
import spheres.stats.SequentialSample;

/** The error rate of a classifier on one sphere from uniform samples, with the interval of Clopper and Pearson. */
public final class SampledErrorRate implements SequentialSample {
    private static final int TOGETHER = 1000;

    private final Classifier classifier;
    private final SphereSampler sampler;
    private final Sphere sphere;
    private long errors;
    private long samples;

    public SampledErrorRate(Classifier classifier, SphereSampler sampler, Sphere sphere) {
        this.classifier = classifier;
        this.sampler = sampler;
        this.sphere = sphere;
    }

    @Override
    public void extend(long from, long to) {
        int d = classifier.dimension();
        float[] points = new float[TOGETHER * d];
        float[] logits = new float[TOGETHER];
        for (long first = from; first < to; first += TOGETHER) {
            int count = (int) Math.min(TOGETHER, to - first);
            for (int i = 0; i < count; i++) {
                sampler.pointOn(sphere, first + i, points, i * d);
            }
            classifier.logits(points, count, logits);
            for (int i = 0; i < count; i++) {
                errors += sphere.isError(logits[i]) ? 1 : 0;
            }
        }
        samples += to - from;
    }

    /** Errors among the samples so far. */
    public long errors() {
        return errors;
    }

    @Override
    public ConfidenceInterval interval(double level) {
        return Proportion.interval(errors, samples, level);
    }
}
