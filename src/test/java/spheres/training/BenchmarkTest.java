package spheres.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import spheres.engine.Backend;
import spheres.engine.Phase;
import spheres.network.Architecture;
import spheres.network.QuadraticArchitecture;
import spheres.network.ReluArchitecture;
import spheres.training.Benchmark.Task;

class BenchmarkTest {

    @Test
    void measuresEveryTaskOfBothFamilies() {
        for (Architecture architecture :
                new Architecture[] {ReluArchitecture.of(10, 12), new QuadraticArchitecture(10, 12)}) {
            for (Task task : Task.values()) {
                Benchmark.Result result = Benchmark.run(task, architecture, Backend.ENGINE, 2, 45);

                assertThat(result.steps()).isEqualTo(40);
                assertThat(result.lowerQuartile()).isPositive().isLessThanOrEqualTo(result.median());
                assertThat(result.upperQuartile()).isFinite().isGreaterThanOrEqualTo(result.median());
                assertThat(result.toMap())
                        .containsKey(task == Task.INFER ? "samplesPerSecond" : "millisecondsPerStep")
                        .containsEntry("threads", 2);
                assertThat(result.phases().containsKey(Phase.ADAM)).isEqualTo(task == Task.TRAIN);
            }
        }
    }

    @Test
    void refusesTooFewSteps() {
        assertThatThrownBy(() -> Benchmark.run(Task.TRAIN, ReluArchitecture.of(10, 12), Backend.ENGINE, 1, 19))
                .hasMessage("steps = 19 is not in [20, 2147483647]");
    }
}
