package spheres.engine;

import spheres.network.Architecture;
import spheres.network.QuadraticArchitecture;
import spheres.network.ReluArchitecture;

/**
 * The mean loss of a batch in training mode, in double precision and written as the formulas stand; its gradient by
 * central differences. Shares no code with the engines.
 */
final class ScalarNetwork {
    private static final double STEP = 1e-6;

    private final Architecture architecture;
    private final double[][] points;
    private final int[] labels;

    ScalarNetwork(Architecture architecture, double[][] points, int[] labels) {
        this.architecture = architecture;
        this.points = points;
        this.labels = labels;
    }

    double loss(double[] parameters) {
        double[] logits =
                architecture.match(relu -> relu(relu, parameters), quadratic -> quadratic(quadratic, parameters));
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            double towards = labels[i] == 1 ? logits[i] : -logits[i];
            sum += Math.log(1 + Math.exp(-towards));
        }
        return sum / logits.length;
    }

    double[] gradient(double[] parameters) {
        double[] moved = parameters.clone();
        double[] gradient = new double[parameters.length];
        for (int i = 0; i < gradient.length; i++) {
            moved[i] = parameters[i] + STEP;
            double above = loss(moved);
            moved[i] = parameters[i] - STEP;
            double below = loss(moved);
            moved[i] = parameters[i];
            gradient[i] = (above - below) / (2 * STEP);
        }
        return gradient;
    }

    private double[] quadratic(QuadraticArchitecture shape, double[] p) {
        int d = shape.inputDimension();
        int h = shape.hiddenWidth();
        double[] logits = new double[points.length];
        for (int r = 0; r < points.length; r++) {
            double sum = 0;
            for (int j = 0; j < h; j++) {
                double product = 0;
                for (int i = 0; i < d; i++) {
                    product += p[j * d + i] * points[r][i];
                }
                sum += product * product;
            }
            logits[r] = p[d * h] * sum + p[d * h + 1];
        }
        return logits;
    }

    private double[] relu(ReluArchitecture shape, double[] p) {
        int batch = points.length;
        double[][] below = points;
        int at = 0;
        for (int units : shape.hiddenWidths()) {
            int inputs = below[0].length;
            double[][] active = new double[batch][units];
            int gamma = at + units * inputs;
            int beta = gamma + units;
            for (int u = 0; u < units; u++) {
                double mean = 0;
                for (int r = 0; r < batch; r++) {
                    for (int i = 0; i < inputs; i++) {
                        active[r][u] += p[at + u * inputs + i] * below[r][i];
                    }
                    mean += active[r][u] / batch;
                }
                double variance = 0;
                for (int r = 0; r < batch; r++) {
                    variance += (active[r][u] - mean) * (active[r][u] - mean) / batch;
                }
                double deviation = Math.sqrt(variance + shape.batchNorm().epsilon());
                for (int r = 0; r < batch; r++) {
                    active[r][u] = Math.max(0, p[gamma + u] * (active[r][u] - mean) / deviation + p[beta + u]);
                }
            }
            below = active;
            at = beta + 3 * units;
        }
        double[] logits = new double[batch];
        int width = below[0].length;
        for (int r = 0; r < batch; r++) {
            logits[r] = p[at + width];
            for (int u = 0; u < width; u++) {
                logits[r] += p[at + u] * below[r][u];
            }
        }
        return logits;
    }
}
