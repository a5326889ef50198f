package spheres.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spheres.network.AdamSettings;
import spheres.network.AdamSettings.EpsilonConvention;
import spheres.network.BatchNormSettings;
import spheres.network.PerfectInitialisation;
import spheres.network.QuadraticArchitecture;
import spheres.network.RandomInitialisation;
import spheres.network.ReluArchitecture;
import spheres.search.SearchOptions;
import spheres.snapshot.SnapshotOptions;
import spheres.snapshot.UniverseOptions;
import spheres.training.TrainingBackend;
import spheres.training.TrainingPlan;
import spheres.training.TrainingSet;

class EvidencePlansTest {
    @TempDir
    private Path folder;

    @Test
    void whatAnEntryDoesNotSayIsThePapers() throws IOException {
        EvidencePlans plans = read("""
                - {id: relu-online, network: relu, seed: 3, threads: 2, weights: true, snapshotEvery: 100000}
                """);

        EvidencePlan plan = plans.find("relu-online").orElseThrow();

        assertThat(plan.training()).isEqualTo(TrainingPlan.paper(ReluArchitecture.of(500, 1000, 1000), 3));
        assertThat(plan.threads()).isEqualTo(2);
        assertThat(plan.backend()).isEqualTo(TrainingBackend.CPU);
        assertThat(plan.keepsWeights()).isTrue();
        assertThat(plan.snapshot()).isEqualTo(SnapshotOptions.withDefaults());
        assertThat(plans.find("another")).isEmpty();
    }

    @Test
    void readsEveryField() throws IOException {
        EvidencePlans plans = read("""
                - {id: quad, network: quadratic, dimension: 20, hidden: [30], trainingSet: 1000, steps: 39, seed: 4, threads: 1,
                   weights: false, snapshotEvery: 10, snapshot: {starts: 7, samples: 8, budget: 9, floor: -3, outer: false, search: {starts: 5, steps: 6}}, initialisation: {kind: perfect, readoutWeight: 5, readoutBias: -13.2, alpha: 0.757}}
                """);

        assertThat(plans.all())
                .containsExactly(new EvidencePlan(
                        "quad",
                        TrainingPlan.paper(new QuadraticArchitecture(20, 30), 4)
                                .withTrainingSet(TrainingSet.fixed(1000))
                                .withSteps(39)
                                .withInitialisation(new PerfectInitialisation(5, -13.2, 0.757)),
                        1,
                        false,
                        new TreeSet<>(List.of(0L, 10L, 20L, 30L, 39L)),
                        new SnapshotOptions(
                                7,
                                8,
                                9,
                                -3,
                                false,
                                SearchOptions.withDefaults()
                                        .withStarts(5)
                                        .withSteps(6)
                                        .withStopAtFirst(true))));
    }

    @Test
    void readsTheBackend() throws IOException {
        String plan = "[{id: a, network: relu, seed: 1, threads: 1, weights: true, snapshotEvery: 1, backend: ";

        assertThat(read(plan + "gpu}]").all().get(0).backend()).isEqualTo(TrainingBackend.GPU);
        assertThatThrownBy(() -> read(plan + "tpu}]"))
                .hasMessageEndingWith(
                        "plans.yaml: id = \"a\": field backend = \"tpu\" is not one of cpu, gpu, nd4j, dl4j");
    }

    @Test
    void readsWhatThePaperLeavesOpen() throws IOException {
        EvidencePlans plans = read("""
                - {id: torch, network: relu, dimension: 20, hidden: [30, 10], seed: 4, threads: 1, weights: false, snapshotEvery: 10,
                   initialisation: {kind: random, scheme: FAN_IN_UNIFORM, quadraticWeight: 1, quadraticBias: -1},
                   batchNorm: {decay: 0.9, epsilon: 0.00001, fixedScale: true}, furtherDecays: [0.99, 0.999], adam: {epsilon: 1.0e-7, convention: AFTER_CORRECTION}}
                - {id: part, network: relu, seed: 4, threads: 1, weights: false, snapshotEvery: 10, batchNorm: {decay: 0.999}, adam: {}}
                """);

        assertThat(plans.all().get(0).training())
                .isEqualTo(TrainingPlan.paper(
                                new ReluArchitecture(20, List.of(30, 10), new BatchNormSettings(0.9, 1e-5, true)), 4)
                        .withInitialisation(RandomInitialisation.of(RandomInitialisation.Scheme.FAN_IN_UNIFORM))
                        .withFurtherDecays(List.of(0.99, 0.999))
                        .withAdam(new AdamSettings(1e-4, 0.9, 0.999, 1e-7, EpsilonConvention.AFTER_CORRECTION)));
        assertThat(plans.all().get(1).training())
                .isEqualTo(TrainingPlan.paper(
                        new ReluArchitecture(500, List.of(1000, 1000), new BatchNormSettings(0.999, 1e-3)), 4));
    }

    @Test
    void readsWhatIsMeasuredOfUniverses() throws IOException {
        EvidencePlans plans = read("""
                - {id: a, network: relu, seed: 4, threads: 1, weights: false, snapshotEvery: 10,
                   universes: {starts: 7, samples: 8, budget: 500000, floor: -12, search: {starts: 5, steps: 6},
                   reach: {measure: 0.001, signal: 0.5, planted: 9}}}
                - {id: b, network: relu, seed: 4, threads: 1, weights: false, snapshotEvery: 10, universes: {}}
                """);

        assertThat(plans.all().get(0).universes())
                .contains(new UniverseOptions(
                        new SnapshotOptions(
                                7,
                                8,
                                500_000,
                                -12,
                                true,
                                SearchOptions.withDefaults()
                                        .withStarts(5)
                                        .withSteps(6)
                                        .withStopAtFirst(true)),
                        new UniverseOptions.Reach(0.001, 0.5, 9)));
        assertThat(plans.all().get(1).universes()).contains(new UniverseOptions(SnapshotOptions.withDefaults(), null));
    }

    @Test
    void refusesUniversesThatCannotBeMeasured() throws IOException {
        String relu = "{id: a, network: relu, seed: 1, threads: 1, weights: true, snapshotEvery: 1, universes: ";
        assertRefused("[" + relu + "{starts: 0}}]", "starts = 0 is not in [1, 2147483647]");
        assertRefused(
                "[" + relu + "{budget: 400000}}]",
                "budget = 400000 is not in [562000, 9223372036854775807]: to get down to floor = -20.0 takes that many points");
        assertRefused(
                "[" + relu + "{reach: {measure: 0.1, signal: 0.5, planted: 1}}}]",
                "there is a reach but no search: give both, or a search alone");
        assertRefused(
                "[" + relu + "{reach: {measure: 0, signal: 0.5, planted: 1}}}]",
                "id = \"a\": field universes.reach: measure = 0.0 is not in (0, 1)");
        assertRefused(
                "[" + relu + "{reach: {measure: 0.1, signal: 0.1, planted: 1}}}]",
                "id = \"a\": field universes.reach: signal = 0.1 is not in (0.1, 1)");
        assertRefused(
                "[" + relu + "{reach: {measure: 0.1, signal: 0.5, planted: 0}}}]",
                "id = \"a\": field universes.reach: planted = 0 is not in [1, 2147483647]");
        assertRefused(
                "[{id: a, network: quadratic, seed: 1, threads: 1, weights: true, snapshotEvery: 1, universes: {}}]",
                "id = \"a\" has universes, which a quadratic network has not: it has no running statistics, leave it out");
    }

    @Test
    void refusesSettingsThatCannotBe() throws IOException {
        String relu = "{id: a, network: relu, seed: 1, threads: 1, weights: true, snapshotEvery: 1, ";
        assertRefused("[" + relu + "batchNorm: {decay: 1}}]", "batch norm's decay = 1.0 is not in [0, 1)");
        assertRefused("[" + relu + "batchNorm: {epsilon: 0}}]", "batch norm's epsilon = 0.0 is not in (0, Infinity)");
        assertRefused(
                "[" + relu + "furtherDecays: [0.9, 0.99]}]",
                "furtherDecays = [0.9, 0.99] has 0.99 twice, or it is the decay of batchNorm, which is kept anyway: leave"
                        + " it out");
        assertRefused("[" + relu + "adam: {epsilon: -1}}]", "Adam's epsilon = -1.0 is not in (0, Infinity)");
        assertRefused(
                "[{id: a, network: quadratic, seed: 1, threads: 1, weights: true, snapshotEvery: 1, batchNorm: {}}]",
                "id = \"a\" has batchNorm, which a quadratic network has not: leave it out");
        assertRefused(
                "[" + relu + "adam: {convention: AFTER}}]",
                "id = \"a\": field adam.convention = \"AFTER\" is not one of BEFORE_CORRECTION, AFTER_CORRECTION");
        assertRefused(
                "[" + relu + "adam: {convention: 1}}]",
                "id = \"a\": field adam.convention = 1 is not one of BEFORE_CORRECTION, AFTER_CORRECTION");
        assertRefused(
                "[" + relu + "batchNorm: {momentum: 0.9}}]",
                "id = \"a\": field batchNorm.momentum is unknown: legal here are decay, epsilon, fixedScale");
    }

    @Test
    void theProjectsPlansAreInOrder() throws IOException {
        assertThat(EvidencePlans.read(Path.of("claims/evidence")).all())
                .extracting(EvidencePlan::id)
                .startsWith(
                        "quadratic-n1e6-1801",
                        "quadratic-n1e5-1801",
                        "quadratic-n1e6-early-1801",
                        "relu-online-unit-1801")
                .doesNotHaveDuplicates();
    }

    @Test
    void snapshotsAreTakenLogarithmicallyAndEvenly() throws IOException {
        EvidencePlan plan =
                read("[{id: a, network: quadratic, steps: 25000, seed: 1, threads: 1, weights: false, snapshotEvery: 10000}]")
                        .all()
                        .get(0);

        assertThat(plan.snapshotSteps()).containsExactly(0L, 1000L, 2000L, 5000L, 10000L, 20000L, 25000L);
        assertThat(plan.snapshot()).isEqualTo(SnapshotOptions.withDefaults().withStarts(0));
        assertThat(
                        read("[{id: a, network: relu, steps: 1500, seed: 1, threads: 1, weights: false, snapshotsPerDecade: 3}]")
                                .all()
                                .get(0)
                                .snapshotSteps())
                .containsExactly(100L, 215L, 464L, 1000L, 1500L);
        assertThat(read("[{id: a, network: relu, steps: 1500, seed: 1, threads: 1, weights: false,"
                                + " snapshotsPerDecade: 3, snapshotsFrom: 400}]")
                        .all()
                        .get(0)
                        .snapshotSteps())
                .containsExactly(400L, 862L, 1500L);
    }

    @Test
    void refusesWhatIsNoPlan() throws IOException {
        assertRefused(
                "[{id: A B, network: relu, seed: 1, threads: 1, weights: true, snapshotEvery: 1}]",
                "id = \"A B\" is not of lower-case letters and digits, in parts joined by hyphens");
        assertRefused(
                "[{id: a, network: relu, seed: 1, threads: 0, weights: true, snapshotEvery: 1}]",
                "threads = 0 is not in [1, 2147483647]");
        assertRefused(
                "[{id: a, network: relu, seed: 1, threads: 1, weights: true, snapshotEvery: 0}]",
                "snapshotEvery = 0 is not in [1, 9223372036854775807]");
        assertRefused(
                "[{id: a, network: relu, steps: -1, seed: 1, threads: 1, weights: true, snapshotEvery: 1}]",
                "steps = -1 is not in [0, 2147483647]");
        assertRefused(
                "[{id: a, network: relu, seed: 1, threads: 1, weights: true, snapshotsPerDecade: 0}]",
                "snapshotsPerDecade = 0 is not in [1, 10000]");
        assertRefused(
                "[{id: a, network: relu, seed: 1, threads: 1, weights: true, snapshotsPerDecade: 1, snapshotsFrom: 0}]",
                "snapshotsFrom = 0 is not in [1, 9223372036854775807]");
        assertRefused(
                "[{id: a, network: relu, seed: 1, threads: 1, weights: true, snapshotEvery: 1, snapshotsPerDecade: 1}]",
                "id = \"a\" needs either snapshotEvery or snapshotsPerDecade");
        assertRefused(
                "[{id: a, network: relu, seed: 1, threads: 1, weights: true, snapshotEvery: 1, snapshot: {starts: -1}}]",
                "starts = -1 is not in [0, 2147483647]");
        assertRefused(
                "[{id: a, network: relu, seed: 1, threads: 1, weights: true, snapshotEvery: 1, snapshot: {budget: 400000}}]",
                "budget = 400000 is not in [562000, 9223372036854775807]: to get down to floor = -20.0 takes that many points");
        String one = "{id: a, network: relu, seed: 1, threads: 1, weights: true, snapshotEvery: 1}";
        assertRefused("[" + one + ", " + one + "]", "id = \"a\" stands there twice");
        Files.writeString(
                folder.resolve("plans.yaml"),
                "[{id: a, network: relu, seed: 1, threads: 1, weights: true, snapshotEvery: 1, colour: red}]");
        assertThatThrownBy(() -> EvidencePlans.read(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        folder.resolve("plans.yaml") + ": id = \"a\": field colour is unknown: legal here are ");
        Files.delete(folder.resolve("plans.yaml"));
        assertThatThrownBy(() -> EvidencePlans.read(folder))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(folder.resolve("plans.yaml")
                        + " does not exist or is no file: it lists the networks to be trained");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "null | it is no list: a list of plans is needed, each {id: ..., network: ..., ...}",
                "{} | it is no list: a list of plans is needed, each {id: ..., network: ..., ...}",
                "[null] | entry 1: it is null: a mapping of fields is needed",
                "[5] | entry 1: the whole = 5 is no mapping of fields",
                "[{network: relu}] | entry 1: field id is missing",
                "[{id: null}] | entry 1: field id is null: give a value"
            })
    void listThatIsNoneIsRefused(String yaml, String reason) {
        assertRefused(yaml, reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "network: quadratic | network: null | id = \"a\": field network is null: give a value",
                "network: quadratic | network: linear | id = \"a\": field network = \"linear\" is not one of relu, quadratic",
                "seed: 1 | seed: null | id = \"a\": field seed is null: give a value",
                "seed: 1, | '' | id = \"a\": field seed is missing",
                "weights: true | weights: null | id = \"a\": field weights is null: give a value",
                "steps: 100 | steps: 1.5 | id = \"a\": field steps = 1.5 is no whole number in [-9223372036854775808, 9223372036854775807]",
                "hidden: [10] | hidden: [10, 10] | id = \"a\" has hidden = [10, 10]: a quadratic network has one hidden layer, give one width",
                "hidden: [10] | hidden: [] | id = \"a\" has hidden = []: a quadratic network has one hidden layer, give one width",
                "hidden: [10] | hidden: [null] | id = \"a\": field hidden[0] is null: give a value",
                "snapshotEvery: 1 | snapshotsPerDecade: 2147483647 | snapshotsPerDecade = 2147483647 is not in [1, 10000]",
                "steps: 100 | steps: 2000000000 | snapshotEvery = 1 is not in [2001, 9223372036854775807]: 2000000000 steps would have more than 1000000 snapshots",
                "steps: 100 | 'steps: 100, snapshot: {search: {starts: 5}}' | id = \"a\": field snapshot.search.steps is missing",
                "steps: 100 | 'steps: 100, initialisation: {kind: random}' | id = \"a\": field initialisation.scheme is missing",
                "steps: 100 | 'steps: 100, initialisation: {}' | id = \"a\": field initialisation.kind is missing",
                "steps: 100 | 'steps: 100, initialisation: {kind: none}' | id = \"a\": field initialisation = {\"kind\":\"none\"} is of the unknown kind \"none\": legal are perfect, random"
            })
    void fieldThatCannotBeIsNamed(String right, String wrong, String reason) {
        String plan =
                "[{id: a, network: quadratic, hidden: [10], steps: 100, seed: 1, threads: 1, weights: true, snapshotEvery: 1}]";
        assertThat(plan).contains(right);

        assertRefused(plan.replace(right, wrong), reason);
    }

    private void assertRefused(String yaml, String reason) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(folder.resolve("plans.yaml") + ": " + reason);
    }

    private EvidencePlans read(String yaml) throws IOException {
        Files.writeString(folder.resolve("plans.yaml"), yaml);
        return EvidencePlans.read(folder);
    }
}
