package spheres.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spheres.attack.MeanDistance;
import spheres.network.AdamSettings;
import spheres.network.Network;
import spheres.network.QuadraticArchitecture;
import spheres.network.ReluArchitecture;
import spheres.network.RunningStatistics.VarianceConvention;
import spheres.search.SearchOptions;
import spheres.search.SearchReach;
import spheres.search.SearchReport;
import spheres.snapshot.QuadraticSnapshot;
import spheres.snapshot.ReluSnapshot;
import spheres.snapshot.Snapshot;
import spheres.snapshot.SnapshotOptions;
import spheres.snapshot.Universe;
import spheres.snapshot.UniverseOptions;
import spheres.snapshot.Universes;
import spheres.sphere.Sphere;
import spheres.stats.ErrorRate;
import spheres.training.EngineSpan;
import spheres.training.Progress;
import spheres.training.Trainer;
import spheres.training.TrainingPlan;
import spheres.training.TrainingResult;

class EvidenceTrainingTest {
    private static final SnapshotOptions NOT_ATTACKED =
            SnapshotOptions.withDefaults().withStarts(0);
    private static final EvidencePlan QUADRATIC = new EvidencePlan(
            "quadratic",
            TrainingPlan.paper(new QuadraticArchitecture(8, 12), 3).withSteps(130),
            1,
            true,
            EvidencePlan.stepsEvery(50, 130),
            NOT_ATTACKED);

    private static final SortedSet<Long> LAST = new TreeSet<>(List.of(130L));

    @TempDir
    private Path folder;

    private EvidenceTraining training;

    @BeforeEach
    void folders() {
        training = new EvidenceTraining(folder.resolve("evidence"), folder.resolve("work"), Duration.ZERO);
    }

    @Test
    void keepsWhatTheTrainerMade() throws IOException {
        Evidence evidence = train(QUADRATIC);
        TrainingResult expected = Trainer.withDefaults().withThreads(1).train(QUADRATIC.training());

        assertThat(evidence.network().parameters()).isEqualTo(expected.network().parameters());
        assertThat(evidence.network().step()).isEqualTo(130);
        assertThat(evidence.losses()).isEqualTo(expected.losses());
        assertThat(evidence.alphas()).isEqualTo(QuadraticSnapshot.alphas(expected.network()));
        assertThat(evidence.trajectory()).extracting(Snapshot::step).containsExactly(0L, 50L, 100L, 130L);
        assertThat(evidence.trajectory().get(3))
                .isEqualTo(Snapshot.of(expected.network(), QUADRATIC.training().spheres(), 3, 1, NOT_ATTACKED));
        Manifest manifest = evidence.manifest();
        assertThat(manifest.id()).isEqualTo("quadratic");
        assertThat(manifest.plan()).isEqualTo(QUADRATIC.training());
        assertThat(manifest.threads()).isEqualTo(1);
        assertThat(manifest.engines()).containsExactly(new EngineSpan(0, "CPU, 1 thread"));
        assertThat(manifest.steps()).isEqualTo(130);
        assertThat(manifest.finalLoss())
                .isEqualTo(expected.losses().get(expected.losses().size() - 1).loss());
        assertThat(manifest.millisecondsPerStep()).isCloseTo(1000 * manifest.seconds() / 130, within(1e-9));
        assertThat(manifest.environment()).containsKeys("processor", "cores", "system", "java");
        assertThat(manifest.sha256()).containsOnlyKeys("weights.zip", "alphas.txt", "losses.csv", "trajectory.json");
    }

    @Test
    void keepsNoWeightsWhereThePlanSaysSo() throws IOException {
        Evidence evidence = train(new EvidencePlan("light", QUADRATIC.training(), 1, false, LAST, NOT_ATTACKED));

        assertThat(evidence.alphas()).hasSize(8);
        assertThatThrownBy(evidence::network)
                .isInstanceOf(IOException.class)
                .hasMessage("evidence " + folder.resolve("evidence/light") + " keeps no weights.zip");
    }

    @Test
    void keepsFurtherStatisticsWithTheWeights() throws IOException {
        TrainingPlan plan =
                TrainingPlan.paper(ReluArchitecture.of(8, 12), 3).withSteps(20).withFurtherDecays(List.of(0.9, 0.999));
        SnapshotOptions few =
                SnapshotOptions.withDefaults().withStarts(1).withSamples(100).withFloor(-3);
        Evidence evidence = train(new EvidencePlan("relu", plan, 1, true, new TreeSet<>(List.of(20L)), few));
        TrainingResult expected = Trainer.withDefaults().withThreads(1).train(plan);

        assertThat(evidence.furtherStatistics()).hasSize(2);
        for (int k = 0; k < 2; k++) {
            assertThat(evidence.furtherStatistics().get(k).decay())
                    .isEqualTo(expected.furtherStatistics().get(k).decay());
            assertThat(evidence.furtherStatistics().get(k).values())
                    .isEqualTo(expected.furtherStatistics().get(k).values());
        }
        assertThat(evidence.network().parameters()).isEqualTo(expected.network().parameters());
    }

    private static final SnapshotOptions SEARCHED = SnapshotOptions.withDefaults()
            .withStarts(40)
            .withSamples(2_000)
            .withFloor(-3)
            .withSearch(
                    SearchOptions.withDefaults().withStarts(10).withSteps(20).withStopAtFirst(true));

    private static final EvidencePlan UNIVERSES = new EvidencePlan(
                    "universes",
                    TrainingPlan.paper(ReluArchitecture.of(4, 30, 30), 3)
                            .withSteps(120)
                            .withAdam(AdamSettings.DEFAULT.withLearningRate(0.01))
                            .withFurtherDecays(List.of(0.9)),
                    1,
                    false,
                    new TreeSet<>(List.of(120L)),
                    SEARCHED)
            .withUniverses(new UniverseOptions(SEARCHED, new UniverseOptions.Reach(0.2, 0.5, 3)));

    @Test
    void measuresEveryUniverseAtTheEnd() throws IOException {
        Evidence evidence = train(UNIVERSES);

        Universes universes = evidence.universes();
        assertThat(evidence.manifest().sha256()).containsKey("universes.json");
        assertThat(universes.plan()).isEqualTo(UNIVERSES.training());
        assertThat(UNIVERSES.universes()).contains(universes.options());
        assertThat(universes.universes())
                .extracting(Universe::decay, Universe::variance)
                .containsExactly(
                        tuple(0.99, VarianceConvention.BIASED),
                        tuple(0.99, VarianceConvention.BESSEL),
                        tuple(0.9, VarianceConvention.BIASED),
                        tuple(0.9, VarianceConvention.BESSEL));
        // the network as it was trained is the first universe, and a snapshot of the same sizes says the same of it
        ReluSnapshot last = (ReluSnapshot) evidence.trajectory().get(0);
        Universe own = universes.universes().get(0);
        assertThat(own.inner().rate()).isEqualTo(last.inner());
        assertThat(last.outer()).contains(own.outer().rate());
        assertThat(own.inner().paperAttack()).isEqualTo(last.paperAttack());
        assertThat(own.refinedAttack()).isEqualTo(last.refinedAttack());
        assertThat(own.inner().search()).isPresent().isEqualTo(last.searches().map(ReluSnapshot.Searches::inner));
        assertThat(own.outer().search()).isPresent().isEqualTo(last.searches().map(ReluSnapshot.Searches::outer));
        assertThat(own.betweenNorm()).isBetween(1.0, 1.3);
        for (Universe universe : universes.universes()) {
            assertThat(universe.between().found()).isEqualTo(40);
            assertThat(universe.outer().paperAttack().starts()).isEqualTo(40);
            for (Universe.OnSphere side : List.of(universe.inner(), universe.outer())) {
                boolean found = side.search().orElseThrow().found();
                assertThat(side.reach()).hasSize(found ? 0 : 1);
            }
        }
        assertThat(universes.universes())
                .extracting(universe -> universe.between().mean())
                .doesNotHaveDuplicates();
    }

    @Test
    void universesWithoutErrorsAreKeptToo() throws IOException {
        ErrorRate none = new ErrorRate(0, 10, null);
        MeanDistance noDistance = new MeanDistance(Double.NaN, Double.NaN, 0, 5);
        SearchReport nothing = new SearchReport(
                Sphere.INNER, List.of(new SearchReport.Way("a way", 5, 0, 50, Double.NEGATIVE_INFINITY, 5)));
        Universe universe = new Universe(
                0.9,
                VarianceConvention.BESSEL,
                new Universe.OnSphere(none, noDistance, nothing, List.of(new SearchReach(1e-6, 0.5, 4, 3))),
                new Universe.OnSphere(none, noDistance, null, List.of()),
                noDistance,
                noDistance,
                Double.NaN);
        Universes universes = new Universes(
                UNIVERSES.training(), new UniverseOptions(NOT_ATTACKED.withStarts(1), null), List.of(universe));
        Path file = folder.resolve("universes.json");

        new ObjectMapper().writeValue(file.toFile(), universes);

        assertThat(Universes.read(file)).isEqualTo(universes);
        Files.writeString(file, "{");
        assertThatThrownBy(() -> Universes.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + " holds no universes: Unexpected end-of-input");
    }

    /** Those measured before are taken as they are, the others are measured, and sizes are never mixed. */
    @Test
    void aMeasurementThatIsStoppedGoesOn() throws IOException {
        Universes whole = train(UNIVERSES).universes();
        Path file = folder.resolve("work/universes/universes.json");
        String text = Files.readString(file);
        Universe first = whole.universes().get(0);
        Universe marked = new Universe(
                first.decay(),
                first.variance(),
                first.inner(),
                first.outer(),
                first.refinedAttack(),
                first.between(),
                9);
        ObjectMapper json = new ObjectMapper();
        json.writeValue(file.toFile(), new Universes(whole.plan(), whole.options(), List.of(marked)));
        EvidenceTraining again = new EvidenceTraining(folder.resolve("again"), folder.resolve("work"), Duration.ZERO);

        Universes resumed = again.train(UNIVERSES, Progress.NONE).orElseThrow().universes();

        assertThat(resumed.universes().get(0).betweenNorm()).isEqualTo(9);
        assertThat(resumed.universes().subList(1, 4))
                .isEqualTo(whole.universes().subList(1, 4));
        json.writeValue(
                file.toFile(),
                new Universes(whole.plan(), new UniverseOptions(SEARCHED.withSamples(1), null), List.of(marked)));
        EvidenceTraining anew = new EvidenceTraining(folder.resolve("anew"), folder.resolve("work"), Duration.ZERO);
        anew.train(UNIVERSES, Progress.NONE);
        assertThat(Files.readString(file)).isEqualTo(text);
    }

    /** The run's file at the last step is all that a later measurement needs. */
    @Test
    void universesThatAPlanGotLaterAreMeasuredWithoutTraining() throws IOException {
        EvidencePlan first = new EvidencePlan(
                "universes", UNIVERSES.training(), 1, false, UNIVERSES.snapshotSteps(), UNIVERSES.snapshot());
        assertThat(train(first).manifest().sha256()).doesNotContainKey("universes.json");
        EvidenceTraining later = new EvidenceTraining(folder.resolve("later"), folder.resolve("work"), Duration.ZERO);
        Progress noStep = new Progress() {
            @Override
            public void at(long step, double loss) {
                throw new IllegalStateException("trained");
            }
        };

        assertThat(later.train(UNIVERSES, noStep).orElseThrow().universes().universes())
                .hasSize(4);
    }

    @Test
    void aRunThatIsStoppedGoesOn() throws IOException {
        Progress stops = new Progress() {
            @Override
            public void at(long step, double loss) {
                if (step > 60) {
                    throw new IllegalStateException("killed");
                }
            }
        };
        assertThatThrownBy(() -> training.train(QUADRATIC, stops)).hasMessage("killed");
        assertThat(folder.resolve("evidence/quadratic")).doesNotExist();

        Evidence resumed = train(QUADRATIC);

        EvidenceTraining other = new EvidenceTraining(folder.resolve("other"), folder.resolve("work 2"), Duration.ZERO);
        Evidence whole = other.train(QUADRATIC, Progress.NONE).orElseThrow();
        assertThat(resumed.manifest().sha256())
                .containsEntry("losses.csv", whole.manifest().sha256().get("losses.csv"))
                .containsEntry("trajectory.json", whole.manifest().sha256().get("trajectory.json"))
                .containsEntry("alphas.txt", whole.manifest().sha256().get("alphas.txt"));
        assertThat(resumed.network().parameters()).isEqualTo(whole.network().parameters());
    }

    @Test
    void aShorterRunOfThePlanHasTheSameLosses() throws IOException {
        Evidence evidence = train(QUADRATIC);

        TrainingResult shorter = Trainer.withDefaults()
                .withThreads(evidence.manifest().threads())
                .train(evidence.manifest().plan().withSteps(120));

        assertThat(evidence.losses()).startsWith(shorter.losses().toArray(new spheres.training.LossPoint[0]));
    }

    @Test
    void trainsNothingTwice() throws IOException {
        train(QUADRATIC);

        assertThat(training.train(QUADRATIC, Progress.NONE)).isEmpty();
    }

    @Test
    void leavesANetworkAloneThatAnotherProgramTrains() throws IOException {
        Path lock = folder.resolve("work/quadratic/lock");
        Files.createDirectories(lock.getParent());
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock();

            assertThat(training.train(QUADRATIC, Progress.NONE)).isEmpty();
        }
        assertThat(folder.resolve("evidence/quadratic")).doesNotExist();
    }

    @Test
    void measuresReluNetworksOnTheWay() throws IOException {
        EvidencePlan plan = new EvidencePlan(
                "relu",
                TrainingPlan.paper(ReluArchitecture.of(8, 12), 3).withSteps(4),
                1,
                true,
                new TreeSet<>(List.of(0L, 4L)),
                NOT_ATTACKED
                        .withStarts(20)
                        .withSearch(SearchOptions.withDefaults().withStarts(5).withSteps(10)));

        List<Snapshot> trajectory = train(plan).trajectory();

        assertThat(trajectory).hasSize(2);
        ReluSnapshot last = (ReluSnapshot) trajectory.get(1);
        assertThat(last.step()).isEqualTo(4);
        assertThat(last.inner().samples()).isEqualTo(100_000);
        assertThat(last.inner().errors() + last.outer().orElseThrow().errors()).isBetween(1L, 200_000L);
        assertThat(last.refinedAttack().starts()).isEqualTo(20);
        assertThat(last.paperAttack().starts()).isEqualTo(20);
        ReluSnapshot.Searches searches = last.searches().orElseThrow();
        assertThat(searches.inner().ways()).hasSize(7);
        assertThat(searches.inner().found() || searches.outer().found()).isTrue();
    }

    @Test
    void attacksAQuadraticNetworkWhereThePlanSaysSo() throws IOException {
        EvidencePlan plan =
                new EvidencePlan("attacked", QUADRATIC.training(), 1, false, LAST, NOT_ATTACKED.withStarts(30));

        QuadraticSnapshot last = (QuadraticSnapshot) train(plan).trajectory().get(0);

        MeanDistance attack = last.paperAttack().orElseThrow();
        assertThat(attack.starts()).isEqualTo(30);
        assertThat(attack.mean()).isBetween(0.7 * last.inner().distance().mean(), 2.0);
        assertThat(((QuadraticSnapshot) train(QUADRATIC).trajectory().get(0)).paperAttack())
                .isEmpty();
    }

    @Test
    void refusesASwappedFile() throws IOException {
        Evidence evidence = train(QUADRATIC);
        Evidence other =
                train(new EvidencePlan("other", QUADRATIC.training().withSeed(4), 1, true, LAST, NOT_ATTACKED));
        Path weights = folder.resolve("evidence/quadratic/weights.zip");
        Files.copy(folder.resolve("evidence/other/weights.zip"), weights, StandardCopyOption.REPLACE_EXISTING);

        assertThatThrownBy(evidence::network)
                .isInstanceOf(IOException.class)
                .hasMessage("evidence " + folder.resolve("evidence/quadratic")
                        + ": weights.zip is damaged or swapped: its SHA-256 is "
                        + other.manifest().sha256().get("weights.zip") + ", the manifest says "
                        + evidence.manifest().sha256().get("weights.zip"));
    }

    @Test
    void refusesATruncatedAndAMissingFile() throws IOException {
        Evidence evidence = train(QUADRATIC);
        Path losses = folder.resolve("evidence/quadratic/losses.csv");
        Files.writeString(losses, Files.readString(losses).substring(0, 20));

        assertThatThrownBy(evidence::losses)
                .hasMessageStartingWith("evidence " + folder.resolve("evidence/quadratic")
                        + ": losses.csv is damaged or swapped: its SHA-256 is ");
        Files.delete(losses);
        assertThatThrownBy(evidence::losses)
                .hasMessage("evidence " + folder.resolve("evidence/quadratic") + ": losses.csv is missing");
    }

    @Test
    void refusesAFolderWithoutManifestOrWithADamagedOne() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("evidence/empty"));

        assertThatThrownBy(() -> Evidence.open(empty))
                .hasMessage("evidence " + empty + " has no manifest.json: train it with \"train empty\"");
        Files.writeString(empty.resolve("manifest.json"), "{\"id\": ");
        assertThatThrownBy(() -> Evidence.open(empty))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("evidence " + empty + ": manifest.json is damaged: ");
    }

    private Evidence train(EvidencePlan plan) throws IOException {
        return training.train(plan, Progress.NONE).orElseThrow();
    }

    @Test
    void aSnapshotOfAPerfectNetworkHasNoErrors() {
        Network perfect = TrainingPlan.paper(new QuadraticArchitecture(8, 12), 3)
                .withInitialisation(new spheres.network.PerfectInitialisation(5, -13.2, 0.757))
                .initialNetwork();

        QuadraticSnapshot snapshot = QuadraticSnapshot.of(perfect, new spheres.sphere.ConcentricSpheres(8, 1.3), 1, 0);

        assertThat(snapshot.badAlphas()).isZero();
        assertThat(snapshot.inner().log10Exact()).isEmpty();
        assertThat(snapshot.inner().distance().found()).isZero();
        assertThat(snapshot.averageLoss()).isCloseTo(0.0325, within(0.001));
        assertThat(snapshot.worstLoss()).isCloseTo(snapshot.averageLoss(), within(0.02));
    }
}
