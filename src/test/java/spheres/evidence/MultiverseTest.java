package spheres.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spheres.network.AdamSettings;
import spheres.network.BatchNormSettings;
import spheres.network.Network;
import spheres.network.RandomInitialisation;
import spheres.network.RandomInitialisation.Scheme;
import spheres.network.ReluArchitecture;
import spheres.network.RunningStatistics;
import spheres.snapshot.UniverseOptions;
import spheres.training.TrainingPlan;
import spheres.training.TrainingSet;

class MultiverseTest {
    private static final Path KEPT = Path.of("claims", "evidence");

    @TempDir
    private Path folder;

    /** 4 seeds at d = 500 and 3 at d = 60 of five universes, 3 of each of three training sets of four quadratic ones. */
    @Test
    void registeredTrainingsAreAllPlannedInTheirOrder() throws IOException {
        List<EvidencePlan> plans = registered();

        assertThat(plans).hasSize(5 * 4 + 5 * 3 + 4 * 3 * 3);
        assertThat(plans)
                .extracting(EvidencePlan::id)
                .startsWith(
                        "multiverse-relu-d500-layers-2001",
                        "multiverse-relu-d500-contrib-2001",
                        "multiverse-relu-d500-deviation-one-2001",
                        "multiverse-relu-d500-pytorch-2001",
                        "multiverse-relu-d60-layers-2001")
                .doesNotHaveDuplicates();
        assertThat(plans).allSatisfy(plan -> {
            assertThat(plan.training().steps()).isEqualTo(1_000_000);
            assertThat(plan.training().adam()).isEqualTo(AdamSettings.DEFAULT);
            assertThat(plan.training().seed()).isBetween(2001L, 2004L);
        });
    }

    @Test
    void universeIsWhatItsLibraryGives() throws IOException {
        TrainingPlan contrib = plan("multiverse-relu-d60-contrib-2002").training();

        assertThat(contrib)
                .isEqualTo(TrainingPlan.paper(
                                new ReluArchitecture(60, List.of(1000, 1000), new BatchNormSettings(0.999, 1e-3, true)),
                                2002)
                        .withInitialisation(RandomInitialisation.GLOROT_UNIFORM)
                        .withFurtherDecays(List.of(0.9, 0.99)));
        TrainingPlan pytorch = plan("multiverse-relu-d500-pytorch-2001").training();
        assertThat(((ReluArchitecture) pytorch.architecture()).batchNorm()).isEqualTo(new BatchNormSettings(0.9, 1e-5));
        assertThat(pytorch.initialisation()).isEqualTo(RandomInitialisation.of(Scheme.FAN_IN_UNIFORM_RANDOM_GAMMA));
        TrainingPlan quadratic = plan("multiverse-quadratic-n1e5-pytorch-2003").training();
        assertThat(quadratic.trainingSet()).isEqualTo(TrainingSet.fixed(100_000));
        assertThat(quadratic.initialisation())
                .isEqualTo(new RandomInitialisation(Scheme.FAN_IN_UNIFORM, 0.8333, -0.6667));
    }

    @Test
    void universesAreWeightsWithStatisticsCoherentOnesFirst() throws IOException {
        List<RegisteredUniverse> universes = RegisteredUniverse.all(KEPT);

        assertThat(universes).hasSize(5 * 6 + 4);
        assertThat(universes.stream().filter(RegisteredUniverse::isCoherent).map(RegisteredUniverse::name))
                .containsExactly(
                        "relu-layers-0.99-biased",
                        "relu-contrib-0.999-bessel",
                        "relu-contrib-0.999-biased",
                        "relu-deviation-one-0.99-biased",
                        "relu-deviation-one-0.999-biased",
                        "relu-pytorch-0.9-bessel",
                        "quadratic-dense",
                        "quadratic-deviation-one",
                        "quadratic-pytorch");
        RegisteredUniverse contrib = universes.get(6);
        assertThat(contrib.seeds().get("relu-d500")).containsExactly(2001L, 2002L, 2003L, 2004L);
        assertThat(contrib.seeds().get("relu-d60")).containsExactly(2001L, 2002L, 2003L);
        assertThat(contrib.network("relu-d60", 2002)).isEqualTo("multiverse-relu-d60-contrib-2002");
    }

    @Test
    void networkIsEvaluatedWithTheStatisticsOfItsUniverse() throws IOException {
        ReluArchitecture architecture = new ReluArchitecture(3, List.of(2), new BatchNormSettings(0.99, 1e-3));
        Network network =
                Network.initialise(architecture, RandomInitialisation.GLOROT_UNIFORM, AdamSettings.DEFAULT, 1);
        RunningStatistics other = new RunningStatistics(0.9, new float[] {1, 2, 3, 4});
        RegisteredUniverse universe = RegisteredUniverse.all(KEPT).stream()
                .filter(one -> one.name().equals("relu-pytorch-0.9-biased"))
                .findAny()
                .orElseThrow();

        Network evaluated = universe.of(network, List.of(other), 50);

        assertThat(RunningStatistics.of(evaluated).values()).containsExactly(1, 2, 3, 4);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> universe.of(network, List.of(), 50))
                .withMessage("running statistics of decay 0.9 were not kept in training: there are 0.99 and []");
    }

    @Test
    void everyReluRunIsMeasuredInAllUniversesOfStatistics() throws IOException {
        assertThat(registered()).allSatisfy(plan -> {
            if (plan.training().architecture() instanceof ReluArchitecture relu) {
                UniverseOptions measured = plan.universes().orElseThrow();
                assertThat(measured.sizes().starts()).isEqualTo(400);
                assertThat(measured.reach().isPresent()).isEqualTo(relu.inputDimension() == 60);
                assertThat(plan.training().furtherDecays()).hasSize(2);
            } else {
                assertThat(plan.universes()).isEmpty();
                assertThat(plan.snapshot().starts()).isEqualTo(100);
            }
        });
    }

    @Test
    void weightsAreKeptOfOneReluNetworkOfADimensionAndUniverse() throws IOException {
        assertThat(registered())
                .filteredOn(EvidencePlan::keepsWeights)
                .hasSize(10)
                .allSatisfy(plan ->
                        assertThat(plan.id()).startsWith("multiverse-relu-").endsWith("-2001"));
    }

    /** The middle of a third of |N(0, 1)| cut at 2: Python 3.11, {@code statistics.NormalDist().inv_cdf(0.5 + q / 2 * 0.9545)}. */
    @Test
    void firstReadoutsAreTheMiddlesOfTheThirdsOfTheirLaw() throws IOException {
        for (var law : Map.of(
                        "dense", List.of(0.28868, 0.86603, 1.44338),
                        "deviation-one", List.of(0.20072, 0.63911, 1.26860),
                        "pytorch", List.of(1 / 6.0, 0.5, 5 / 6.0))
                .entrySet()) {
            for (int seed = 0; seed < 3; seed++) {
                RandomInitialisation start =
                        (RandomInitialisation) plan("multiverse-quadratic-n1e6-" + law.getKey() + "-" + (2001 + seed))
                                .training()
                                .initialisation();
                assertThat(start.quadraticWeight())
                        .isCloseTo(law.getValue().get(seed), org.assertj.core.api.Assertions.within(1e-4));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "universes: [layers, contrib, deviation-one, pytorch], seeds: [2001], threads: 2|universes: [slim], seeds: [2001], threads: 2|training relu-d500 names the universe slim, which universes.relu has not",
                "seeds: [2002, 2003, 2004]|seeds: [2001, 2003, 2004]|multiverse-relu-d500-layers-2001 stands there twice",
                "readouts: [{w: 0.1667, b: 0}, |readouts: [|universe pytorch has 2 readouts, and training quadratic-n1e6 more seeds: give one for each",
                "scheme: HE_NORMAL|scheme: HE|field universes.quadratic[3].scheme = \"HE\" is not one of GLOROT_UNIFORM, HE_NORMAL,",
                "decays: [0.9, 0.99, 0.999]|decays: []|decays = [] is empty: give at least one",
                "decays: [0.9, 0.99, 0.999]|decays: null|field decays is null: give a value",
                "decays: [0.9, 0.99, 0.999]|decays: [0.9, null]|field decays[1] is null: give a value",
                "seeds: [2002, 2003, 2004]|seeds: []|training relu-d500: seeds = [] is empty: give at least one",
                "seeds: [2002, 2003, 2004]|seeds: null|field trainings[4].seeds is null: give a value",
                "universes: [he]|universes: []|training quadratic-n1e6: universes = [] is empty: give at least one",
                "network: quadratic|network: linear|field trainings[2].network = \"linear\" is not one of relu, quadratic",
                "dimension: 60|dimension: 60.5|field trainings[1].dimension = 60.5 is no whole number in [-2147483648, 2147483647]",
                "measured: {starts: 400, |measured: {start: 400, |id = \"multiverse-relu-d500-layers-2001\": field universes.start is unknown: legal here are",
                "batchNorm: {decay: 0.99, epsilon: 1.0e-3}|batchNorm: {decay: 0.99, eps: 1.0e-3}|id = \"multiverse-relu-d500-layers-2001\": field batchNorm.eps is unknown: legal here are decay, epsilon, fixedScale",
                "claims: [relu-nearest-between-norm]|claims: [relu-nearest-norm]|quantity between-norm names the claim relu-nearest-norm, which is unknown: there is no relu-nearest-norm.yaml beside this file"
            })
    void mistakeIsNamed(String right, String wrong, String message) throws IOException {
        String text = Files.readString(KEPT.resolveSibling(EvidencePlans.MULTIVERSE));
        assertThat(text).contains(right);
        Path evidence = Files.createDirectory(folder.resolve("evidence"));
        Files.copy(KEPT.resolve(EvidencePlans.FILE), evidence.resolve(EvidencePlans.FILE));
        try (Stream<Path> claims = Files.list(KEPT.resolveSibling("."))) {
            for (Path claim : (Iterable<Path>) claims.filter(Files::isRegularFile)::iterator) {
                Files.copy(claim, folder.resolve(claim.getFileName()));
            }
        }
        Path file = folder.resolve(EvidencePlans.MULTIVERSE);
        Files.writeString(file, text.replaceFirst(java.util.regex.Pattern.quote(right), wrong));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> EvidencePlans.read(evidence))
                .withMessageStartingWith(file + ": " + message);
    }

    private static List<EvidencePlan> registered() throws IOException {
        return EvidencePlans.read(KEPT).all().stream()
                .filter(plan -> plan.id().startsWith("multiverse-"))
                .toList();
    }

    private static EvidencePlan plan(String id) throws IOException {
        return EvidencePlans.read(KEPT).find(id).orElseThrow();
    }
}
