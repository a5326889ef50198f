package spheres.network;

import org.apache.commons.rng.core.source64.SplitMix64;
import org.apache.commons.rng.core.source64.XoRoShiRo128PlusPlus;
import org.apache.commons.rng.sampling.distribution.NormalizedGaussianSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * The start of the paper's section 4: a quadratic network whose boundary is a sphere, all alpha_i equal. W has
 * orthogonal columns of equal length, W^T W = c I with c = alpha * (-b) / w, in a random position; so it needs h >= d.
 * The logit at radius r is -b * (alpha r^2 - 1).
 *
 * @param readoutWeight w, positive
 * @param readoutBias b, negative
 * @param alpha the common alpha, positive; no errors where it lies in [1/R^2, 1]
 */
public record PerfectInitialisation(double readoutWeight, double readoutBias, double alpha) implements Initialisation {

    public PerfectInitialisation {
        if (!(readoutWeight > 0 && readoutWeight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("readout weight w = " + readoutWeight + " is not in (0, Infinity)");
        }
        if (!(readoutBias < 0 && readoutBias > Double.NEGATIVE_INFINITY)) {
            throw new IllegalArgumentException("readout bias b = " + readoutBias + " is not in (-Infinity, 0)");
        }
        if (!(alpha > 0 && alpha < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("alpha = " + alpha + " is not in (0, Infinity)");
        }
    }

    /**
     * The start that has given logits on the two spheres.
     *
     * @param innerLogit the logit on the sphere of radius 1, negative
     * @param outerLogit the logit on the sphere of radius R, positive
     * @param outerRadius R, above 1
     * @param readoutWeight w: how the scale is split between w and W
     */
    public static PerfectInitialisation ofLogits(
            double innerLogit, double outerLogit, double outerRadius, double readoutWeight) {
        if (!(innerLogit < 0 && outerLogit > 0)) {
            throw new IllegalArgumentException("logits = " + innerLogit + " (inner), " + outerLogit
                    + " (outer) are not in (-Infinity, 0) and (0, Infinity)");
        }
        if (!(outerRadius > 1)) {
            throw new IllegalArgumentException("outer radius R = " + outerRadius + " is not in (1, Infinity)");
        }
        double quadratic = (outerLogit - innerLogit) / (outerRadius * outerRadius - 1);
        double bias = innerLogit - quadratic;
        return new PerfectInitialisation(readoutWeight, bias, quadratic / -bias);
    }

    @Override
    public float[] parameters(Architecture architecture, long seed) {
        return architecture.match(
                relu -> {
                    throw new IllegalArgumentException(
                            "perfect initialisation of a " + relu + " network: only quadratic networks have one");
                },
                quadratic -> parameters(quadratic, seed));
    }

    private float[] parameters(QuadraticArchitecture quadratic, long seed) {
        int d = quadratic.inputDimension();
        int h = quadratic.hiddenWidth();
        if (h < d) {
            throw new IllegalArgumentException("hidden width h = " + h + " is not in [" + d
                    + ", 2147483647]: perfect initialisation needs h >= d = " + d);
        }
        double scale = Math.sqrt(alpha * -readoutBias / readoutWeight);
        double[][] columns = orthonormal(d, h, seed);
        float[] values = new float[quadratic.parameters()];
        for (int j = 0; j < h; j++) {
            for (int i = 0; i < d; i++) {
                values[j * d + i] = (float) (scale * columns[i][j]);
            }
        }
        values[quadratic.readout()] = (float) readoutWeight;
        values[quadratic.readout() + 1] = (float) readoutBias;
        return values;
    }

    /** Random orthonormal vectors {@code [count][length]}: Gram-Schmidt, each vector orthogonalised twice. */
    private static double[][] orthonormal(int count, int length, long seed) {
        SplitMix64 seeds = new SplitMix64(seed);
        NormalizedGaussianSampler gaussian =
                ZigguratSampler.NormalizedGaussian.of(new XoRoShiRo128PlusPlus(seeds.nextLong(), seeds.nextLong()));
        double[][] vectors = new double[count][length];
        for (int k = 0; k < count; k++) {
            double[] vector = vectors[k];
            for (int i = 0; i < length; i++) {
                vector[i] = gaussian.sample();
            }
            for (int pass = 0; pass < 2; pass++) {
                for (int earlier = 0; earlier < k; earlier++) {
                    add(vector, vectors[earlier], -dot(vector, vectors[earlier]));
                }
                scale(vector, 1 / Math.sqrt(dot(vector, vector)));
            }
        }
        return vectors;
    }

    private static double dot(double[] a, double[] b) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i + 3 < a.length; i += 4) {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }
        for (; i < a.length; i++) {
            s0 += a[i] * b[i];
        }
        return s0 + s1 + (s2 + s3);
    }

    private static void add(double[] to, double[] vector, double factor) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * vector[i];
        }
    }

    private static void scale(double[] vector, double factor) {
        for (int i = 0; i < vector.length; i++) {
            vector[i] *= factor;
        }
    }
}
