package spheres.search;

import spheres.classifier.Classifier;
import spheres.classifier.Rows;
import spheres.input.Require;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.Sphere;
import spheres.sphere.SphereSampler;
import spheres.theory.SphericalCap;

/**
 * A classifier with a known error: another one, whose logit is made to change its sign on a cap of one sphere. It tells
 * what a search for errors can find.
 *
 * <p>With z the cosine of the angle to the cap's pole, the logit is multiplied by {@code 1 - s q^2}, where q rises
 * linearly from 0 at the edge of a larger, concentric cap (the signal) through 1 at the edge of the cap itself, and s
 * falls smoothly from 1 on the chosen sphere to 0 at the max-margin radius. So the other sphere is left alone, the logit
 * stays differentiable wherever the other classifier is, and it tells of the cap within the signal only: outside, a
 * search can meet the cap by chance alone. Where the other classifier has no errors, the errors on the sphere are
 * exactly the cap.
 *
 * <p>Owns scratch memory: one instance serves one thread at a time.
 */
public final class PlantedCap implements Classifier {
    /** The stream of random poles, apart from those of data and starts. */
    private static final long POLES = 0x706f6c65;

    private final Classifier base;
    private final double radius;
    private final double faded;
    private final double edge;
    private final double signalEdge;
    private final float[] pole;

    private PlantedCap(
            Classifier base, ConcentricSpheres spheres, Sphere sphere, double edge, double signalEdge, float[] pole) {
        this.base = base;
        this.radius = spheres.radius(sphere);
        this.faded = spheres.maxMarginRadius();
        this.edge = edge;
        this.signalEdge = signalEdge;
        this.pole = pole;
    }

    /**
     * Plants a cap at a random place.
     *
     * @param base a classifier without errors on the sphere, of dimension 2 or more
     * @param measure the share of the sphere that becomes errors, in (0, 1)
     * @param signal the share of the sphere, the cap included, on which the logit tells of the cap; in (measure, 1)
     * @param seed together with {@code index} of the place
     * @param index which of the places that belong to the seed
     */
    public static PlantedCap of(
            Classifier base,
            ConcentricSpheres spheres,
            Sphere sphere,
            double measure,
            double signal,
            long seed,
            long index) {
        if (!(signal > measure && signal < 1)) {
            throw Require.notIn(
                    "(" + measure
                            + ", 1): choose the share of the sphere on which the logit tells of the cap, such as 0.5",
                    "signal",
                    signal);
        }
        int d = spheres.dimension();
        SphereSampler sampler = new SphereSampler(spheres, seed, POLES);
        float[] pole = new float[d];
        sampler.pointOn(Sphere.INNER, index, pole, 0);
        return new PlantedCap(
                base,
                spheres,
                sphere,
                SphericalCap.ofMeasure(d, measure).edgeHeight(),
                SphericalCap.ofMeasure(d, signal).edgeHeight(),
                pole);
    }

    @Override
    public int dimension() {
        return base.dimension();
    }

    /** A copy of the cap's pole, a unit vector {@code [d]}. */
    public float[] pole() {
        return pole.clone();
    }

    /** Cosine of the angle between pole and edge. */
    public double edgeHeight() {
        return edge;
    }

    @Override
    public void logits(float[] points, int batch, float[] logits) {
        base.logits(points, batch, logits);
        int d = pole.length;
        for (int row = 0; row < batch; row++) {
            double norm = Rows.norm(points, row * d, d);
            double rise = rise(cosine(points, row * d, norm));
            logits[row] = (float) (logits[row] * (1 - strength(norm) * rise * rise));
        }
    }

    @Override
    public void logitsAndGradients(float[] points, int batch, float[] logits, float[] gradients) {
        base.logitsAndGradients(points, batch, logits, gradients);
        int d = pole.length;
        for (int row = 0; row < batch; row++) {
            int offset = row * d;
            double norm = Rows.norm(points, offset, d);
            double cosine = cosine(points, offset, norm);
            double rise = rise(cosine);
            if (rise == 0) {
                continue;
            }
            double strength = strength(norm);
            double factor = 1 - strength * rise * rise;
            double logit = logits[row];
            // gradient of the cosine: (pole - cosine x / |x|) / |x|
            double alongPole = -logit * strength * 2 * rise / (edge - signalEdge) / norm;
            double alongPoint = (-logit * slopeOfStrength(norm) * rise * rise - alongPole * cosine) / norm;
            for (int j = 0; j < d; j++) {
                gradients[offset + j] = (float)
                        (factor * gradients[offset + j] + alongPole * pole[j] + alongPoint * points[offset + j]);
            }
            logits[row] = (float) (logit * factor);
        }
    }

    private double cosine(float[] points, int offset, double norm) {
        return Rows.dot(points, offset, pole, 0, pole.length) / norm;
    }

    private double rise(double cosine) {
        return Math.max(0, (cosine - signalEdge) / (edge - signalEdge));
    }

    /** 1 on the sphere and beyond, 0 at the max-margin radius and beyond, a cubic between. */
    private double strength(double norm) {
        double share = share(norm);
        return share * share * (3 - 2 * share);
    }

    private double slopeOfStrength(double norm) {
        double share = share(norm);
        return 6 * share * (1 - share) / (radius - faded);
    }

    private double share(double norm) {
        return Math.min(1, Math.max(0, (norm - faded) / (radius - faded)));
    }
}
