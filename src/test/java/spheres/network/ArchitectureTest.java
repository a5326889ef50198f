package spheres.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final List<Architecture> EXAMPLES = List.of(
            new ReluArchitecture(3, List.of(4, 5), new BatchNormSettings(0.9, 1e-5)), new QuadraticArchitecture(3, 7));

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void everyFamilyIsDeclaredOnceAndWhole() throws Exception {
        assertThat(EXAMPLES.stream().map(Object::getClass).toArray(Class<?>[]::new))
                .containsExactlyInAnyOrder(Architecture.class.getPermittedSubclasses());
        assertThat(EXAMPLES).extracting(Architecture::family).containsExactly(Family.values());
        for (Architecture architecture : EXAMPLES) {
            String name = JSON.valueToTree(architecture).path("family").asText();
            assertThat(name).isEqualTo(architecture.family().toString());
            assertThat(architecture.toString()).startsWith(name + " 3-");
            assertThat(JSON.writeValueAsString(architecture.family())).isEqualTo("\"" + name + "\"");
            assertThat(JSON.readValue("\"" + name + "\"", Family.class)).isEqualTo(architecture.family());
            Architecture matched = architecture.match(relu -> relu, quadratic -> quadratic);
            assertThat(matched).isSameAs(architecture);
        }
    }

    @Test
    void everyFamilyHasAFormInDl4jThatGivesItBack() {
        for (Architecture architecture : EXAMPLES) {
            Network network = Network.initialise(architecture, Initialisation.DEFAULT, AdamSettings.DEFAULT, 1);
            assertThat(Network.of(network.toDl4j()).architecture()).isEqualTo(architecture);
        }
    }

    @Test
    void partsFollowOneAnotherThroughTheWholeVector() {
        for (Architecture architecture : EXAMPLES) {
            int from = 0;
            for (Architecture.Part part : architecture.parts()) {
                assertThat(part.from()).isEqualTo(from);
                from = part.to();
            }
            assertThat(from).isEqualTo(architecture.parameters());
        }
        assertThat(EXAMPLES.get(0).parts())
                .extracting(Architecture.Part::name)
                .containsExactly("hidden layer 1", "hidden layer 2", "the readout");
    }

    @Test
    void onlyBatchNormHasSettingsAndRunningStatistics() {
        BatchNormSettings other = new BatchNormSettings(0.5, 1e-2, true);
        Architecture relu = EXAMPLES.get(0);
        assertThat(relu.normalisation()).contains(new BatchNormSettings(0.9, 1e-5));
        assertThat(relu.withBatchNorm(other).normalisation()).contains(other);
        assertThat(relu.running().stream().mapToInt(Architecture.Running::units).sum() * 2)
                .isEqualTo(relu.parameters() - relu.trainedParameters());
        Architecture quadratic = EXAMPLES.get(1);
        assertThat(quadratic.normalisation()).isEmpty();
        assertThat(quadratic.withBatchNorm(other)).isEqualTo(quadratic);
        assertThat(quadratic.running()).isEmpty();
    }

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
        for (Architecture architecture : EXAMPLES) {
            String text = JSON.writeValueAsString(architecture);
            assertThat(JSON.readValue(text, Architecture.class)).isEqualTo(architecture);
        }
        for (Initialisation initialisation :
                List.of(RandomInitialisation.HE_NORMAL, new PerfectInitialisation(5, -13.2, 0.757))) {
            String text = JSON.writeValueAsString(initialisation);
            assertThat(JSON.readValue(text, Initialisation.class)).isEqualTo(initialisation);
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
