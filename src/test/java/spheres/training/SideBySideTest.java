package spheres.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import spheres.network.Network;
import spheres.network.QuadraticArchitecture;

class SideBySideTest {
    @Test
    void everyNetworkIsTheOneThatItsPlanGivesAlone() throws Exception {
        List<TrainingPlan> plans = LongStream.range(0, 5)
                .mapToObj(seed -> TrainingPlan.paper(new QuadraticArchitecture(6, 20), seed)
                        .withSteps(10 + seed))
                .toList();

        List<Network> networks = SideBySide.train(plans);

        assertThat(networks).hasSameSizeAs(plans);
        for (int i = 0; i < plans.size(); i++) {
            Network alone =
                    Trainer.withDefaults().withThreads(1).train(plans.get(i)).network();
            assertThat(networks.get(i).step()).isEqualTo(alone.step());
            assertThat(networks.get(i).parameters()).isEqualTo(alone.parameters());
        }
    }
}
