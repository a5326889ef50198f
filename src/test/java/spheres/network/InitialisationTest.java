package spheres.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import spheres.theory.Ellipsoid;

class InitialisationTest {

    @Test
    void perfectInitialisationOfThePapersProbabilities() {
        PerfectInitialisation start = PerfectInitialisation.ofProbabilities(0.0016, 0.9994, 1.3, 1);

        assertThat(start.readoutBias()).isEqualTo(-26.51, within(0.01));
        assertThat(start.alpha()).isEqualTo(0.757, within(0.0005));
    }

    @Test
    void perfectInitialisationHasOrthogonalColumnsOfTheRightLength() {
        PerfectInitialisation start = new PerfectInitialisation(5, -13.2, 0.757);
        QuadraticParameters parameters = QuadraticParameters.of(
                Network.initialise(new QuadraticArchitecture(30, 41), start, AdamSettings.DEFAULT, 7));

        // W' W is a multiple of the identity where all its eigenvalues are equal.
        assertThat(Ellipsoid.ofNetwork(
                                parameters.weights(), 41, 30, parameters.readoutWeight(), parameters.readoutBias())
                        .alphas())
                .hasSize(30)
                .containsExactly(DoubleStream.generate(() -> 0.757).limit(30).toArray(), within(1e-6));
        assertThat(parameters.readoutWeight()).isEqualTo(5);
        assertThat(parameters.readoutBias()).isEqualTo(-13.2f);
    }

    @Test
    void randomInitialisationHasTheStatedVariance() {
        float[] glorot = RandomInitialisation.GLOROT_UNIFORM.parameters(ReluArchitecture.of(100, 300, 10), 1);
        assertThat(variance(glorot, 0, 30_000)).isEqualTo(2.0 / 400, within(2e-4));
        float[] he = RandomInitialisation.HE_NORMAL.parameters(ReluArchitecture.of(100, 300, 10), 1);
        assertThat(variance(he, 0, 30_000)).isEqualTo(2.0 / 100, within(8e-4));
        assertThat(he).containsExactly(RandomInitialisation.HE_NORMAL.parameters(ReluArchitecture.of(100, 300, 10), 1));
        float[] normal = RandomInitialisation.TRUNCATED_NORMAL.parameters(ReluArchitecture.of(100, 300, 10), 1);
        assertThat(variance(normal, 0, 30_000)).isEqualTo(0.0077374, within(2e-4));
        for (int i = 0; i < 30_000; i++) {
            assertThat(Math.abs(normal[i])).isLessThanOrEqualTo(0.2f);
        }
        ReluArchitecture wide = ReluArchitecture.of(100, 300, 5_000);
        float[] unit = RandomInitialisation.UNIT_HIDDEN.parameters(wide, 1);
        assertThat(variance(unit, 0, 30_000)).isEqualTo(0.77374, within(2e-2));
        assertThat(variance(unit, wide.readout(), wide.readout() + 5_000)).isEqualTo(2.0 / 5_001, within(2e-5));
    }

    @Test
    void randomInitialisationBeginsBatchNormAtRest() {
        ReluArchitecture architecture = ReluArchitecture.of(2, 3);
        float[] values = RandomInitialisation.GLOROT_UNIFORM.parameters(architecture, 1);
        ReluArchitecture.HiddenLayer layer = architecture.layers().get(0);

        for (int u = 0; u < 3; u++) {
            assertThat(values[layer.gamma() + u]).isEqualTo(1);
            assertThat(values[layer.beta() + u]).isEqualTo(0);
            assertThat(values[layer.mean() + u]).isEqualTo(0);
            assertThat(values[layer.variance() + u]).isEqualTo(1);
        }
        assertThat(values[values.length - 1]).isEqualTo(0);
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> new PerfectInitialisation(0, -1, 0.8))
                .hasMessage("readout weight w = 0.0 is not in (0, Infinity)");
        assertThatThrownBy(() -> new PerfectInitialisation(1, 1, 0.8))
                .hasMessage("readout bias b = 1.0 is not in (-Infinity, 0)");
        assertThatThrownBy(() -> new PerfectInitialisation(1, -1, 0)).hasMessage("alpha = 0.0 is not in (0, Infinity)");
        assertThatThrownBy(() -> PerfectInitialisation.ofProbabilities(0, 0.5, 1.3, 1))
                .hasMessage("probability = 0.0 is not in (0, 1)");
        assertThatThrownBy(() -> PerfectInitialisation.ofLogits(1, 2, 1.3, 1))
                .hasMessage("logits = 1.0 (inner), 2.0 (outer) are not in (-Infinity, 0) and (0, Infinity)");
        PerfectInitialisation start = new PerfectInitialisation(1, -1, 0.8);
        assertThatThrownBy(() -> start.parameters(new QuadraticArchitecture(5, 4), 1))
                .hasMessage("hidden width h = 4 is not in [5, 2147483647]: perfect initialisation needs h >= d = 5");
        assertThatThrownBy(() -> start.parameters(ReluArchitecture.of(5, 4), 1))
                .hasMessage("perfect initialisation of a relu 5-4-1 network: only quadratic networks have one");
    }

    private static double variance(float[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += (double) values[i] * values[i];
        }
        return sum / (to - from);
    }
}
