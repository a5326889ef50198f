package spheres.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import spheres.engine.Backend;
import spheres.engine.DivergedException;
import spheres.engine.HostBackend;
import spheres.engine.StepEngine;
import spheres.network.AdamSettings;
import spheres.network.Architecture;
import spheres.network.Checkpoint;
import spheres.network.CheckpointException;
import spheres.network.Network;
import spheres.network.QuadraticArchitecture;
import spheres.network.ReluArchitecture;
import spheres.network.RunningStatistics;
import spheres.network.RunningStatistics.VarianceConvention;

class TrainerTest {
    private static final TrainingPlan PLAN = TrainingPlan.paper(ReluArchitecture.of(6, 20, 20), 5)
            .withSteps(24)
            .withBatch(20)
            .withAdam(AdamSettings.DEFAULT.withLearningRate(0.01));

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(HostBackend.class)
    void learnsTheSpheres(Backend backend) throws Exception {
        for (Architecture architecture : List.of(ReluArchitecture.of(6, 20, 20), new QuadraticArchitecture(6, 20))) {
            TrainingPlan plan = TrainingPlan.paper(architecture, 5)
                    .withSteps(80)
                    .withAdam(AdamSettings.DEFAULT.withLearningRate(0.05))
                    .withTrainingSet(TrainingSet.fixed(500));

            TrainingResult result =
                    Trainer.withDefaults().withBackend(backend).withThreads(2).train(plan);

            assertThat(result.network().step()).isEqualTo(80);
            assertThat(result.losses()).hasSize(80);
            assertThat(result.losses().get(79).loss())
                    .as("last loss of %s by %s", architecture, backend)
                    .isLessThan(result.losses().get(0).loss() / 2);
        }
    }

    @ParameterizedTest
    @EnumSource(HostBackend.class)
    void aRunThatIsStoppedAndResumedEndsWithTheSameBits(Backend backend) throws Exception {
        Trainer trainer = Trainer.withDefaults().withBackend(backend).withThreads(2);
        TrainingResult whole = trainer.train(PLAN);
        Path path = folder.resolve("run.zip");
        Trainer saving = trainer.withCheckpoint(path, Duration.ZERO);

        assertThatThrownBy(() -> saving.withObserver(List.of(15L), (step, network) -> {
                            throw new IllegalStateException("killed");
                        })
                        .train(PLAN))
                .hasMessage("killed");
        TrainingResult resumed = saving.train(PLAN);

        assertThat(resumed.stepsHere()).isEqualTo(24 - 14);
        assertThat(resumed.losses()).isEqualTo(whole.losses());
        assertSame(resumed.network(), whole.network());
        assertThat(saving.train(PLAN).stepsHere()).isZero();
    }

    /**
     * A twin whose own decay is 0 shows each batch's mean and variance, since no decay changes what is trained: the running
     * statistics follow in double precision. Bessel's correction is applied to each batch's variance there.
     */
    @Test
    void furtherStatisticsAreThoseOfTheBatchesAlsoWhereARunIsResumed() throws Exception {
        int batch = 20;
        int steps = 24;
        ReluArchitecture relu = ReluArchitecture.of(6, 20, 20);
        List<Double> decays = List.of(0.9, 0.0, 0.999);
        TrainingPlan plan = PLAN.withFurtherDecays(decays);
        Path path = folder.resolve("run.zip");
        Trainer saving = Trainer.withDefaults().withThreads(2).withCheckpoint(path, Duration.ZERO);
        assertThatThrownBy(() -> saving.withObserver(List.of(15L), (step, network) -> {
                            throw new IllegalStateException("killed");
                        })
                        .train(plan))
                .hasMessage("killed");
        TrainingResult resumed = saving.train(plan);
        TrainingResult whole = Trainer.withDefaults().withThreads(2).train(plan);
        TrainingResult alone = Trainer.withDefaults().withThreads(2).train(PLAN);

        assertThat(resumed.stepsHere()).isEqualTo(steps - 14);
        assertSame(resumed.network(), alone.network());
        double[][] means = new double[3][40];
        double[][] biased = new double[3][40];
        double[][] bessel = new double[3][40];
        for (int k = 0; k < 3; k++) {
            Arrays.fill(biased[k], 1);
            Arrays.fill(bessel[k], 1);
        }
        Network twin = Network.initialise(
                relu.withBatchNorm(relu.batchNorm().withDecay(0)), PLAN.initialisation(), PLAN.adam(), PLAN.seed());
        try (StepEngine engine = HostBackend.CPU.open(twin, PLAN.data(), batch, 2)) {
            for (int step = 0; step < steps; step++) {
                engine.run(1, new double[1]);
                float[] ofBatch = engine.network().parameters();
                for (int unit = 0; unit < 40; unit++) {
                    ReluArchitecture.HiddenLayer layer = relu.layers().get(unit / 20);
                    for (int k = 0; k < 3; k++) {
                        double decay = decays.get(k).floatValue();
                        double variance = ofBatch[layer.variance() + unit % 20];
                        means[k][unit] = decay * means[k][unit] + (1 - decay) * ofBatch[layer.mean() + unit % 20];
                        biased[k][unit] = decay * biased[k][unit] + (1 - decay) * variance;
                        bessel[k][unit] = decay * bessel[k][unit] + (1 - decay) * variance * batch / (batch - 1);
                    }
                }
            }
        }
        for (int k = 0; k < 3; k++) {
            RunningStatistics kept = resumed.furtherStatistics().get(k);
            assertThat(kept.decay()).isEqualTo(decays.get(k));
            assertThat(kept.values()).isEqualTo(whole.furtherStatistics().get(k).values());
            Network asBiased = kept.in(resumed.network(), VarianceConvention.BIASED, batch);
            Network asBessel = kept.in(resumed.network(), VarianceConvention.BESSEL, batch);
            assertThat(asBiased.architecture())
                    .isEqualTo(relu.withBatchNorm(relu.batchNorm().withDecay(decays.get(k))));
            assertThat(RunningStatistics.of(asBiased).values()).isEqualTo(kept.values());
            for (int unit = 0; unit < 40; unit++) {
                ReluArchitecture.HiddenLayer layer = relu.layers().get(unit / 20);
                String what = "unit " + unit + ", decay " + decays.get(k);
                assertThat((double) asBiased.parameter(layer.mean() + unit % 20))
                        .as("mean of %s", what)
                        .isEqualTo(means[k][unit], within(1e-5));
                assertThat((double) asBiased.parameter(layer.variance() + unit % 20))
                        .as("biased variance of %s", what)
                        .isCloseTo(biased[k][unit], withinPercentage(1e-3));
                assertThat((double) asBessel.parameter(layer.variance() + unit % 20))
                        .as("Bessel's variance of %s", what)
                        .isCloseTo(bessel[k][unit], withinPercentage(1e-3));
            }
        }
    }

    /** The same arithmetic, so the very bits of a network with that decay of its own; DL4J's within rounding. */
    @Test
    void furtherStatisticsAreThoseOfANetworkWithThatDecay() throws Exception {
        ReluArchitecture relu = ReluArchitecture.of(6, 20, 20);
        TrainingPlan other = TrainingPlan.paper(
                        relu.withBatchNorm(relu.batchNorm().withDecay(0.9)), 5)
                .withSteps(24)
                .withBatch(20)
                .withAdam(PLAN.adam());
        TrainingResult further = Trainer.withDefaults().withThreads(2).train(PLAN.withFurtherDecays(List.of(0.9)));
        Network expected = Trainer.withDefaults().withThreads(2).train(other).network();
        Network dl4j = Trainer.withDefaults()
                .withBackend(HostBackend.DL4J)
                .train(other)
                .network();

        Network found = further.furtherStatistics().get(0).in(further.network(), VarianceConvention.BIASED, 20);

        assertSame(found, expected);
        float[] kept = further.furtherStatistics().get(0).values();
        float[] byDl4j = RunningStatistics.of(dl4j).values();
        for (int i = 0; i < kept.length; i++) {
            assertThat(kept[i]).as("statistic %d", i).isCloseTo(byDl4j[i], within(1e-4f));
        }
    }

    @Test
    void refusesFurtherStatisticsThatCannotBe() throws Exception {
        assertThatThrownBy(() -> PLAN.withFurtherDecays(List.of(1.0)))
                .hasMessage("decay of running statistics = 1.0 is not in [0, 1)");
        assertThatThrownBy(() -> PLAN.withFurtherDecays(List.of(0.9, 0.99)))
                .hasMessage("furtherDecays = [0.9, 0.99] has 0.99 twice, or it is the decay of batchNorm, which is kept"
                        + " anyway: leave it out");
        assertThatThrownBy(() ->
                        TrainingPlan.paper(new QuadraticArchitecture(6, 20), 5).withFurtherDecays(List.of(0.9)))
                .hasMessage("furtherDecays = [0.9] is not [], as a quadratic network has no running statistics");
        TrainingPlan plan = PLAN.withFurtherDecays(List.of(0.9));
        for (Backend backend : new HostBackend[] {HostBackend.ND4J, HostBackend.DL4J}) {
            assertThatThrownBy(() -> Trainer.withDefaults().withBackend(backend).train(plan))
                    .hasMessage(
                            "running statistics of further decays = [0.9] can't be kept by " + backend + ": use CPU");
        }
        Path path = folder.resolve("run.zip");
        Trainer trainer = Trainer.withDefaults().withCheckpoint(path, Duration.ZERO);
        trainer.train(PLAN.withSteps(2));
        assertThatThrownBy(() -> trainer.train(plan))
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith("checkpoint " + path + " is of another plan: ");
        trainer.withCheckpoint(folder.resolve("further.zip"), Duration.ZERO).train(plan.withSteps(2));
        Checkpoint whole = Checkpoint.load(folder.resolve("further.zip"));
        new Checkpoint(whole.network(), whole.notes()).save(path);
        assertThatThrownBy(() -> trainer.train(plan))
                .isInstanceOf(CheckpointException.class)
                .hasMessage("checkpoint " + path
                        + " is damaged: it has running statistics of decays [], its plan keeps [0.9]");
    }

    @Test
    void aRunThatIsKilledAndResumedEndsWithTheSameBits() throws Exception {
        Path path = folder.resolve("run.zip");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        KilledRun.class.getName(),
                        path.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log.txt").toFile())
                .start();
        while (Files.notExists(path) && process.isAlive()) {
            Thread.sleep(5);
        }
        process.destroyForcibly().waitFor();
        assertThat(path)
                .as("checkpoint; the process said: %s", Files.readString(folder.resolve("log.txt")))
                .exists();

        TrainingResult resumed = KilledRun.trainer(path, Duration.ofHours(1)).train(KilledRun.PLAN);

        TrainingResult whole = Trainer.withDefaults().withThreads(2).train(KilledRun.PLAN);
        assertThat(resumed.stepsHere()).isBetween(1L, 2_999L);
        assertThat(resumed.losses()).isEqualTo(whole.losses());
        assertSame(resumed.network(), whole.network());
    }

    @Test
    void observersSeeTheNetworkAtTheirSteps() throws Exception {
        List<Network> seen = new ArrayList<>();
        TrainingResult result = Trainer.withDefaults()
                .withObserver(List.of(0L, 7L, 24L), (step, network) -> {
                    assertThat(network.step()).isEqualTo(step);
                    seen.add(network);
                })
                .train(PLAN);

        assertThat(seen).hasSize(3);
        assertSame(seen.get(0), PLAN.initialNetwork());
        assertSame(seen.get(2), result.network());
    }

    @Test
    void refusesTheCheckpointOfAnotherPlan() throws Exception {
        Path path = folder.resolve("run.zip");
        Trainer trainer = Trainer.withDefaults().withCheckpoint(path, Duration.ZERO);
        TrainingPlan plan = PLAN.withSteps(2);
        trainer.train(plan);

        assertThatThrownBy(() -> trainer.train(plan.withSeed(6)))
                .isInstanceOf(CheckpointException.class)
                .hasMessage("checkpoint " + path + " is of another plan: seed = 5, not 6");
        assertThatThrownBy(() -> trainer.train(plan.withBatch(21)
                        .withAdam(plan.adam().withEpsilon(1e-7))
                        .withTrainingSet(TrainingSet.fixed(9))))
                .hasMessage("checkpoint " + path + " is of another plan: adam.epsilon = 1.0E-8, not 1.0E-7; batch = 20,"
                        + " not 21; trainingSet.kind = \"online\", not \"fixed\"; trainingSet.size = nothing, not 9");
        assertThatThrownBy(() -> trainer.train(plan.withSteps(1)))
                .isInstanceOf(CheckpointException.class)
                .hasMessage("checkpoint " + path + " is after 2 steps, which is not in [0, 1], the steps of the plan");
    }

    @Test
    void aRunGoesOnWithItsOwnNumberOfThreads() throws Exception {
        Path path = folder.resolve("run.zip");
        Trainer trainer = Trainer.withDefaults().withCheckpoint(path, Duration.ofHours(1));
        trainer.withThreads(3).train(PLAN.withSteps(10));

        assertThatThrownBy(() -> trainer.withThreads(2).train(PLAN))
                .isInstanceOf(CheckpointException.class)
                .hasMessage(
                        "checkpoint " + path + " was trained on 3 threads, not 2: other numbers of threads give other"
                                + " bits, so go on with 3 or leave the number out");
        TrainingResult resumed = trainer.train(PLAN);

        assertSame(
                resumed.network(),
                Trainer.withDefaults().withThreads(3).train(PLAN).network());
    }

    @Test
    void aRunThatIsStoppedIsSavedWhereItStandsAndEndsWithTheSameBits() throws Exception {
        TrainingPlan plan = PLAN.withSteps(1_000);
        Path path = folder.resolve("run.zip");
        Trainer trainer = Trainer.withDefaults().withThreads(2).withCheckpoint(path, Duration.ofHours(1));
        // Between two points of the loss history, which are 10 steps apart there.
        AtomicBoolean stop = new AtomicBoolean();
        assertThatThrownBy(() -> trainer.withObserver(List.of(333L), (step, network) -> stop.set(true))
                        .withStop(stop::get)
                        .train(plan))
                .isInstanceOf(StoppedException.class)
                .hasMessage("training was stopped after 333 steps");
        assertThat(Checkpoint.load(path).network().step()).isEqualTo(333);

        TrainingResult resumed = trainer.train(plan);

        TrainingResult whole = Trainer.withDefaults().withThreads(2).train(plan);
        assertThat(resumed.stepsHere()).isEqualTo(667);
        assertThat(resumed.losses()).isEqualTo(whole.losses());
        assertSame(resumed.network(), whole.network());
    }

    @Test
    void twoRunsNeverTrainIntoOneFile() throws Exception {
        Path path = folder.resolve("run.zip");
        Trainer trainer = Trainer.withDefaults().withThreads(1).withCheckpoint(path, Duration.ofHours(1));

        trainer.withObserver(
                        List.of(3L),
                        (step, network) -> assertThatThrownBy(() -> trainer.train(PLAN))
                                .isInstanceOf(CheckpointException.class)
                                .hasMessage(
                                        "checkpoint " + path
                                                + " is being trained by another program: wait for its end, or give another file"))
                .train(PLAN);

        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("run.zip", "run.zip.lock");
        assertThat(trainer.train(PLAN).stepsHere()).isZero();
    }

    @Test
    void refusesToGoOnWithoutAdamsState() throws Exception {
        Path path = folder.resolve("run.zip");
        Trainer trainer = Trainer.withDefaults().withThreads(1).withCheckpoint(path, Duration.ofHours(1));
        trainer.train(PLAN.withSteps(2));
        Checkpoint.load(path).saveWithoutAdam(path);

        assertThatThrownBy(() -> trainer.train(PLAN))
                .isInstanceOf(CheckpointException.class)
                .hasMessage("checkpoint " + path
                        + " has no state of Adam's (updaterState.bin): it can be judged, not trained further");
    }

    @Test
    void refusesANoteThatIsNone() throws Exception {
        Path path = folder.resolve("run.zip");
        Trainer trainer = Trainer.withDefaults().withThreads(1).withCheckpoint(path, Duration.ofHours(1));
        trainer.train(PLAN.withSteps(2));
        Checkpoint whole = Checkpoint.load(path);
        String note = whole.notes().getOrDefault("training.json", "");
        for (Map.Entry<String, String> wrong : Map.of(
                        "null",
                        " is damaged: training.json: it is null: a mapping of fields is needed",
                        "{",
                        " is damaged: training.json: not JSON: line 1: ",
                        note.replace("\"batch\":20,", ""),
                        " is damaged: training.json: field plan.batch is missing",
                        note.replace("\"batch\":20,", "\"batch\":20,\"colour\":1,"),
                        " was written by another version of this program: training.json: field plan.colour is"
                                + " unknown: legal here are ")
                .entrySet()) {
            new Checkpoint(whole.network(), Map.of("training.json", wrong.getKey())).save(path);
            assertThatThrownBy(() -> trainer.train(PLAN))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageStartingWith("checkpoint " + path + wrong.getValue());
        }
    }

    @Test
    void refusesAFolderThatCannotBeWrittenBeforeTheFirstStep() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "no folder");
        Path path = file.resolve("run.zip");
        List<Long> seen = new ArrayList<>();

        assertThatThrownBy(() -> Trainer.withDefaults()
                        .withThreads(1)
                        .withCheckpoint(path, Duration.ofHours(1))
                        .withObserver(List.of(0L), (step, network) -> seen.add(step))
                        .train(PLAN))
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith("checkpoint " + path + " cannot be written: ");
        assertThat(seen).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(HostBackend.class)
    void stopsAtALossThatIsNotFinite(Backend backend) {
        TrainingPlan plan = PLAN.withAdam(AdamSettings.DEFAULT.withLearningRate(1e30));

        assertThatThrownBy(() -> Trainer.withDefaults()
                        .withBackend(backend)
                        .withThreads(1)
                        .train(plan))
                .isInstanceOf(DivergedException.class)
                .hasMessageMatching("loss = (NaN|Infinity) in step [2-5] is not finite \\(.*\\): training stopped; "
                        + "a smaller learning rate may help");
    }

    @ParameterizedTest
    @EnumSource(HostBackend.class)
    void aRunThatDivergesKeepsTheLastGoodCheckpoint(Backend backend) throws Exception {
        Path path = folder.resolve("run.zip");
        Trainer trainer =
                Trainer.withDefaults().withBackend(backend).withThreads(1).withCheckpoint(path, Duration.ZERO);
        trainer.train(PLAN.withSteps(3));
        byte[] good = Files.readAllBytes(path);
        // a network of this run whose weights are finite still, but whose next step's are not
        Network network = Checkpoint.load(path).network();
        float[] moments = network.secondMoments();
        Arrays.fill(moments, 0, 6 * 20, Float.NaN);
        RunState ruined = new RunState(
                new Network(
                        network.architecture(),
                        network.adam(),
                        network.parameters(),
                        network.firstMoments(),
                        moments,
                        network.step()),
                List.of(),
                List.of(),
                0,
                OptionalInt.empty(),
                List.of(),
                new RunState.Open(network.step(), 0));

        assertThatThrownBy(() -> {
                    try (StepEngine engine = backend.open(ruined.network(), PLAN.data(), PLAN.batch(), 1)) {
                        new TrainingRun(
                                        PLAN.withSteps(4),
                                        engine,
                                        ruined,
                                        Progress.NONE,
                                        Optional.of(new Trainer.CheckpointFile(path, Duration.ZERO)),
                                        new TreeMap<>(),
                                        OptionalInt.empty(),
                                        () -> false)
                                .finish();
                    }
                })
                .isInstanceOf(DivergedException.class)
                .hasMessage("a parameter after step 4 is not finite (first in the parameters of hidden layer 1): "
                        + "training stopped; a smaller learning rate may help");
        assertThat(Files.readAllBytes(path)).isEqualTo(good);
    }

    /** As where a device is lost in the middle. */
    @Test
    void anEngineThatFailsLeavesTheLastCheckpoint() throws Exception {
        Path path = folder.resolve("run.zip");
        Trainer trainer = Trainer.withDefaults().withThreads(1).withCheckpoint(path, Duration.ZERO);
        Backend failing = (start, data, batch, threads, further) ->
                new FailingEngine(HostBackend.CPU.open(start, data, batch, threads, further), 15);

        assertThatThrownBy(() -> trainer.withBackend(failing).train(PLAN)).hasMessage("lost");
        TrainingResult resumed = trainer.train(PLAN);

        assertThat(resumed.stepsHere()).isEqualTo(24 - 15);
        assertSame(
                resumed.network(),
                Trainer.withDefaults().withThreads(1).train(PLAN).network());
    }

    /** An engine that fails when so many steps are done. */
    private record FailingEngine(StepEngine engine, long last) implements StepEngine {
        @Override
        public String name() {
            return engine.name();
        }

        @Override
        public long step() {
            return engine.step();
        }

        @Override
        public void run(int count, double[] losses) {
            if (engine.step() >= last) {
                throw new IllegalStateException("lost");
            }
            engine.run(count, losses);
        }

        @Override
        public Network network() {
            return engine.network();
        }

        @Override
        public void close() {
            engine.close();
        }
    }

    @Test
    void threadsAreNeverMoreThanUnitsByDefault() throws Exception {
        TrainingPlan plan = PLAN.withSteps(2);
        TrainingPlan narrow =
                TrainingPlan.paper(ReluArchitecture.of(6, 20, 1), 5).withSteps(2);

        assertThat(Trainer.withDefaults().train(narrow).network().step()).isEqualTo(2);
        assertThatThrownBy(() -> Trainer.withDefaults().withThreads(21).train(plan))
                .hasMessage("number of threads = 21 is not in [1, 20]: the narrowest hidden layer has 20 units");
    }

    @Test
    void planSurvivesJson() throws Exception {
        ObjectMapper json = new ObjectMapper();
        TrainingPlan plan = PLAN.withTrainingSet(TrainingSet.fixed(1000));

        assertThat(json.readValue(json.writeValueAsString(plan), TrainingPlan.class))
                .isEqualTo(plan);
    }

    @Test
    void refusesImpossiblePlans() {
        assertThatThrownBy(() -> PLAN.withSteps(-1)).hasMessage("steps = -1 is not in [0, 2147483647]");
        assertThatThrownBy(() -> PLAN.withBatch(0)).hasMessage("batch = 0 is not in [1, 2147483647]");
        assertThatThrownBy(() -> PLAN.withOuterRadius(1))
                .hasMessage("outer radius R = 1.0 is not in (1, Infinity): the inner sphere has radius 1");
        assertThatThrownBy(() -> TrainingSet.fixed(0))
                .hasMessage("size N of the training set = 0 is not in [1, 1152921504606846976]");
        assertThatThrownBy(() -> Trainer.withDefaults().train(PLAN.withBatch(1)))
                .hasMessage("batch = 1 is not in [2, 2147483647]: batch norm needs two samples or more");
        assertThatThrownBy(() -> Trainer.withDefaults().withObserver(List.of(-1L), (step, network) -> {}))
                .hasMessage("step to observe = -1 is not in [0, 2147483647]");
    }

    private static void assertSame(Network actual, Network expected) {
        assertThat(actual.step()).isEqualTo(expected.step());
        assertThat(actual.parameters()).isEqualTo(expected.parameters());
        assertThat(actual.firstMoments()).isEqualTo(expected.firstMoments());
        assertThat(actual.secondMoments()).isEqualTo(expected.secondMoments());
    }
}
