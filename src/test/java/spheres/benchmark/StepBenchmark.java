package spheres.benchmark;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import spheres.engine.HostBackend;
import spheres.engine.StepEngine;
import spheres.network.Architecture;
import spheres.network.QuadraticArchitecture;
import spheres.network.ReluArchitecture;
import spheres.training.TrainingPlan;

/** One training step of the paper's networks, d = 500, batch 50, fresh samples. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 8, time = 2)
@Fork(1)
public class StepBenchmark {
    @Param({"relu", "quadratic"})
    private String network = "";

    @Param("CPU")
    private HostBackend backend = HostBackend.CPU;

    @Param("2")
    private int threads;

    private final double[] losses = new double[1];
    private StepEngine engine = open(new QuadraticArchitecture(1, 1), HostBackend.CPU, 1);

    /** The paper's architectures by name. */
    static Architecture architecture(String network) {
        return network.equals("relu") ? ReluArchitecture.of(500, 1000, 1000) : new QuadraticArchitecture(500, 1000);
    }

    @Setup(Level.Trial)
    public void open() {
        engine = open(architecture(network), backend, threads);
    }

    private static StepEngine open(Architecture architecture, HostBackend backend, int threads) {
        TrainingPlan plan = TrainingPlan.paper(architecture, 1);
        return backend.open(plan.initialNetwork(), plan.data(), plan.batch(), threads);
    }

    @TearDown(Level.Trial)
    public void close() {
        engine.close();
    }

    @Benchmark
    public void step(Blackhole hole) {
        engine.run(1, losses);
        hole.consume(losses[0]);
    }
}
