package spheres.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void countsParameters() {
        ReluArchitecture relu = ReluArchitecture.of(500, 1000, 1000);
        assertThat(relu.trainedParameters()).isEqualTo(500 * 1000 + 2000 + 1000 * 1000 + 2000 + 1001);
        assertThat(relu.parameters()).isEqualTo(relu.trainedParameters() + 4000);
        assertThat(relu.readout()).isEqualTo(relu.parameters() - 1001);
        QuadraticArchitecture quadratic = new QuadraticArchitecture(500, 1000);
        assertThat(quadratic.trainedParameters()).isEqualTo(500_002);
        assertThat(quadratic.parameters()).isEqualTo(500_002);
    }

    @Test
    void survivesJson() throws Exception {
        ObjectMapper json = new ObjectMapper();
        for (Architecture architecture : List.of(ReluArchitecture.of(3, 4, 5), new QuadraticArchitecture(3, 7))) {
            String text = json.writeValueAsString(architecture);
            assertThat(json.readValue(text, Architecture.class)).isEqualTo(architecture);
        }
        for (Initialisation initialisation :
                List.of(RandomInitialisation.HE_NORMAL, new PerfectInitialisation(5, -13.2, 0.757))) {
            String text = json.writeValueAsString(initialisation);
            assertThat(json.readValue(text, Initialisation.class)).isEqualTo(initialisation);
        }
    }

    @Test
    void refusesImpossibleShapes() {
        assertThatThrownBy(() -> ReluArchitecture.of(0, 1))
                .hasMessage("input dimension d = 0 is not in [1, 2147483647]");
        assertThatThrownBy(() -> ReluArchitecture.of(1, 2, 0))
                .hasMessage("width of hidden layer 2 = 0 is not in [1, 2147483647]");
        assertThatThrownBy(() -> ReluArchitecture.of(1))
                .hasMessage("hidden widths = [] is empty: give at least one hidden layer");
        assertThatThrownBy(() -> new QuadraticArchitecture(500, 0))
                .hasMessage("hidden width h = 0 is not in [1, 2147483647]");
        assertThatThrownBy(() -> new QuadraticArchitecture(100_000, 100_000))
                .hasMessage("number of parameters = 10000000002 is not in [1, 1073741824]: choose a smaller network");
        assertThatThrownBy(() -> new BatchNormSettings(1, 1e-3))
                .hasMessage("batch norm's decay = 1.0 is not in [0, 1)");
        assertThatThrownBy(() -> new BatchNormSettings(0.9, 0))
                .hasMessage("batch norm's epsilon = 0.0 is not in (0, Infinity)");
        assertThatThrownBy(() -> AdamSettings.DEFAULT.withLearningRate(-1))
                .hasMessage("learning rate = -1.0 is not in (0, Infinity)");
        assertThatThrownBy(() -> Network.untrained(ReluArchitecture.of(2, 2), AdamSettings.DEFAULT, new float[3]))
                .hasMessage("number of parameters = 3 is not 15, the number that a relu 2-2-1 network has");
    }
}
