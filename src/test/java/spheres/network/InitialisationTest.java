package spheres.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TruncatedNormalDistribution;
import org.junit.jupiter.api.Test;
import spheres.network.RandomInitialisation.Scheme;
import spheres.stats.KolmogorovDistance;
import spheres.theory.Ellipsoid;

class InitialisationTest {

    @Test
    void perfectInitialisationOfThePapersProbabilities() {
        PerfectInitialisation start = PerfectInitialisation.ofLogits(logit(0.0016), logit(0.9994), 1.3, 1);

        assertThat(start.readoutBias()).isEqualTo(-26.51, within(0.01));
        assertThat(start.alpha()).isEqualTo(0.757, within(0.0005));
    }

    private static double logit(double probability) {
        return Math.log(probability) - Math.log1p(-probability);
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

    /** Each law against the weights of each layer; a right one would be rejected once in 10^4. */
    @Test
    void everySchemeDrawsItsLaw() {
        ReluArchitecture relu = ReluArchitecture.of(200, 20, 40_000);
        DoubleUnaryOperator normal = NormalDistribution.of(0, 1)::cumulativeProbability;
        DoubleUnaryOperator truncated = TruncatedNormalDistribution.of(0, 1, -2, 2)::cumulativeProbability;
        for (Scheme scheme : Scheme.values()) {
            float[] values = RandomInitialisation.of(scheme).parameters(relu, 3);
            int inputs = 200;
            for (ReluArchitecture.HiddenLayer layer : relu.layers()) {
                DoubleUnaryOperator law = law(scheme, inputs, layer.units(), normal, truncated);
                assertLaw(scheme + ", weights", values, layer.weights(), layer.gamma(), law);
                inputs = layer.units();
            }
            Scheme ofReadout = scheme == Scheme.UNIT_HIDDEN ? Scheme.GLOROT_UNIFORM : scheme;
            assertLaw(
                    scheme + ", readout",
                    values,
                    relu.readout(),
                    values.length - 1,
                    law(ofReadout, 40_000, 1, normal, truncated));
            float[] quadratic =
                    new RandomInitialisation(scheme, 2, -3).parameters(new QuadraticArchitecture(200, 200), 4);
            assertLaw(scheme + ", W", quadratic, 0, 40_000, law(scheme, 200, 200, normal, truncated));
            assertThat(quadratic[40_000]).isEqualTo(2);
            assertThat(quadratic[40_001]).isEqualTo(-3);
        }
    }

    private static DoubleUnaryOperator law(
            Scheme scheme, int inputs, int outputs, DoubleUnaryOperator normal, DoubleUnaryOperator truncated) {
        return switch (scheme) {
            case GLOROT_UNIFORM -> uniform(Math.sqrt(6.0 / (inputs + outputs)));
            case HE_NORMAL -> x -> normal.applyAsDouble(x / Math.sqrt(2.0 / inputs));
            case TRUNCATED_NORMAL -> x -> truncated.applyAsDouble(x / 0.1);
            case UNIT_HIDDEN, UNIT_TRUNCATED_NORMAL -> truncated;
            case UNIT_NORMAL -> normal;
            case FAN_IN_UNIFORM, FAN_IN_UNIFORM_RANDOM_GAMMA -> uniform(1 / Math.sqrt(inputs));
        };
    }

    private static DoubleUnaryOperator uniform(double limit) {
        return x -> Math.min(1, Math.max(0, (x / limit + 1) / 2));
    }

    private static void assertLaw(String what, float[] values, int from, int to, DoubleUnaryOperator law) {
        KolmogorovDistance distance = new KolmogorovDistance(i -> values[from + (int) i], law);
        distance.extend(0, to - from);
        assertThat(distance.interval(1 - 1e-4).low())
                .as("distance of %s from their law, less the error of %d samples", what, to - from)
                .isZero();
    }

    @Test
    void pytorchsReadoutHasARandomBiasAndOldBatchNormARandomGamma() {
        DoubleUnaryOperator fraction = uniform(1);
        float[] biases = new float[2_000];
        float[] gammas = new float[2_000];
        for (int seed = 0; seed < 2_000; seed++) {
            float[] values =
                    RandomInitialisation.of(Scheme.FAN_IN_UNIFORM).parameters(ReluArchitecture.of(2, 3, 16), seed);
            biases[seed] = 4 * values[values.length - 1];
            ReluArchitecture one = ReluArchitecture.of(2, 1);
            float[] old =
                    RandomInitialisation.of(Scheme.FAN_IN_UNIFORM_RANDOM_GAMMA).parameters(one, seed);
            gammas[seed] = 2 * old[one.layers().get(0).gamma()] - 1;
        }
        assertLaw("biases times 4", biases, 0, 2_000, fraction);
        assertLaw("gammas, from (0, 1) to (-1, 1)", gammas, 0, 2_000, fraction);
    }

    /** The kept networks were trained from these bits; computed with the version that had only these schemes. */
    @Test
    void schemesThatNetworksWereTrainedFromKeepTheirBits() {
        Map<Scheme, List<Integer>> hashes = Map.of(
                Scheme.GLOROT_UNIFORM, List.of(-456696473, -294456882),
                Scheme.HE_NORMAL, List.of(-105861508, -556829242),
                Scheme.TRUNCATED_NORMAL, List.of(-1474647655, 1377498073),
                Scheme.UNIT_HIDDEN, List.of(1919875443, -333803585));
        hashes.forEach((scheme, expected) -> {
            RandomInitialisation start = new RandomInitialisation(scheme, 2, -3);
            assertThat(List.of(
                            Arrays.hashCode(start.parameters(ReluArchitecture.of(5, 7, 3), 7)),
                            Arrays.hashCode(start.parameters(new QuadraticArchitecture(4, 6), 7))))
                    .as("hashes of %s", scheme)
                    .isEqualTo(expected);
        });
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
