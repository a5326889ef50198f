package spheres.benchmark;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import spheres.sphere.Sphere;
import spheres.theory.Ellipsoid;
import spheres.theory.EllipsoidErrorRate;
import spheres.theory.SphericalCap;
import spheres.theory.TruncatedModel;

/**
 * The exact numerics that claims and commands wait for. Run with JMH on the test class path:
 * {@code java -cp <test class path> org.openjdk.jmh.Main TheoryBenchmark}.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class TheoryBenchmark {

    /** An ellipsoid of d different alphas, half of them out of range. */
    @State(Scope.Benchmark)
    public static class Alphas {
        @Param({"500", "5000"})
        int dimension;

        EllipsoidErrorRate rate = EllipsoidErrorRate.of(new double[] {1}, 1.3);

        @Setup
        public void spread() {
            double[] alphas = new double[dimension];
            for (int i = 0; i < dimension; i++) {
                alphas[i] = 0.4 + 0.8 * i / dimension;
            }
            rate = EllipsoidErrorRate.of(alphas, 1.3);
        }
    }

    /** Random weights of a quadratic network. */
    @State(Scope.Benchmark)
    public static class Weights {
        @Param({"1000,500", "1000,2000"})
        String shape = "";

        int hidden;
        int inputs;
        float[] values = {};

        @Setup
        public void draw() {
            String[] sizes = shape.split(",", -1);
            hidden = Integer.parseInt(sizes[0]);
            inputs = Integer.parseInt(sizes[1]);
            values = new float[hidden * inputs];
            Random random = new Random(1801);
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextGaussian();
            }
        }
    }

    @Benchmark
    public double exactEllipsoid(Alphas alphas) {
        return alphas.rate.exact(Sphere.INNER).logValue();
    }

    @Benchmark
    public double saddlepointEllipsoid(Alphas alphas) {
        return alphas.rate.saddlepoint(Sphere.INNER).logValue();
    }

    @Benchmark
    public double cap() {
        return SphericalCap.ofMeasure(500, 1e-6).meanDistance();
    }

    @Benchmark
    public double capFromDistance() {
        return SphericalCap.ofMeanDistance(500, 0.2).logMeasure();
    }

    /** All of Figure 4: 100 dimensions from 100 to 10,000, errors of 1e-2 to 1e-14, exactly and by the CLT. */
    @Benchmark
    public int figure4() {
        int sum = 0;
        for (int d = 100; d <= 10_000; d += 100) {
            TruncatedModel model = new TruncatedModel(d, 1.3);
            for (int power = 2; power <= 14; power++) {
                double error = Math.pow(10, -power);
                sum += model.leastCoordinates(error);
                sum += model.leastCoordinatesByClt(error).orElse(0);
            }
        }
        return sum;
    }

    @Benchmark
    public double alphasOfNetwork(Weights weights) {
        return Ellipsoid.ofNetwork(weights.values, weights.hidden, weights.inputs, 1, -1)
                .alphas()[0];
    }

    @Benchmark
    public double axesOfNetwork(Weights weights) {
        return Ellipsoid.ofNetworkWithAxes(weights.values, weights.hidden, weights.inputs, 1, -1)
                .axes()
                .orElseThrow()[0];
    }
}
