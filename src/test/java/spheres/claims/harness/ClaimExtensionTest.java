package spheres.claims.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedSuccessfully;

import io.qameta.allure.Allure;
import io.qameta.allure.AllureLifecycle;
import io.qameta.allure.FileSystemResultsWriter;
import io.qameta.allure.model.Label;
import io.qameta.allure.model.Parameter;
import io.qameta.allure.model.TestResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.opentest4j.AssertionFailedError;
import spheres.claim.ExampleClaim;
import spheres.claim.Results;
import spheres.claim.Results.ClaimResult;
import spheres.claim.ResultsFile;
import spheres.claim.Scale;
import spheres.claim.Verdict;
import spheres.classifier.Classifier;
import spheres.classifier.Logits;
import spheres.engine.NetworkClassifier;
import spheres.network.AdamSettings;
import spheres.network.Initialisation;
import spheres.network.Network;
import spheres.network.QuadraticArchitecture;
import spheres.opencl.Device;
import spheres.opencl.NeedsDevice;

/**
 * Runs small classes of claim tests against a folder of claim files of their own. Nothing of that reaches the project's
 * results or report: files and the Allure lifecycle are those of the test.
 */
class ClaimExtensionTest {
    @TempDir
    Path folder = Path.of("replaced by JUnit");

    private final AllureLifecycle outer = Allure.getLifecycle();
    private final TestResult allure = new TestResult().setUuid(UUID.randomUUID().toString());
    private final PrintStream terminal = System.out;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void separate() {
        AllureLifecycle own = new AllureLifecycle(new FileSystemResultsWriter(folder.resolve("allure")));
        own.scheduleTestCase(allure);
        own.startTestCase(allure.getUuid());
        Allure.setLifecycle(own);
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setOut(terminal);
        Allure.setLifecycle(outer);
    }

    /** Not found by Surefire: nested and static, and not annotated as nested tests. */
    static class MeasuresFive {
        @Verifies("example-one")
        void measure(ClaimRun run) {
            run.exact("mean", "the example", 5, 0.25);
        }
    }

    static class MeasuresEleven {
        @Verifies("example-one")
        void measure(ClaimRun run) {
            run.exact("mean", "the example", 11, 0.25);
        }
    }

    /** 5 where the session has a device, 11 where it has none; the network answers alike on both. */
    static class MeasuresOnTheDevice {
        @Verifies("example-one")
        void measure(ClaimRun run) {
            Network network = Network.initialise(
                    new QuadraticArchitecture(3, 4), Initialisation.DEFAULT, AdamSettings.DEFAULT, 1);
            Optional<Classifier> onDevice = run.session().onDevice(network);
            float[] points = {1, 2, 3, 4, 5, 6};
            onDevice.ifPresent(classifier -> assertThat(Logits.logits(classifier, points, 2))
                    .containsExactly(Logits.logits(NetworkClassifier.of(network), points, 2), within(1e-4f)));
            run.exact("mean", "the example", onDevice.isPresent() ? 5 : 11, 0.25);
        }
    }

    static class MeasuresNothing {
        @Verifies("example-one")
        void measure(ClaimRun run) {
            run.figure("plot", List.of(1, 2));
        }
    }

    static class TakesNoRun {
        @Verifies("example-one")
        void measure() {}
    }

    static class Throws {
        @Verifies("example-one")
        void measure(ClaimRun run) {
            run.exact("mean", "the example", 5, 0);
            throw new ArithmeticException("it broke");
        }
    }

    static class Asserts {
        @Verifies("example-one")
        void measure(ClaimRun run) {
            run.exact("mean", "the example", 5, 0);
            Assertions.fail("a check of the test's own");
        }
    }

    static class Assumes {
        @Verifies("example-one")
        void measure(ClaimRun run) {
            Assumptions.assumeTrue(run.scale() == Scale.PAPER, "too long");
        }
    }

    static class MeasuresAnotherKind {
        @Verifies("example-one")
        void measure(ClaimRun run) {
            run.estimate(
                    "mean", "the example", spheres.stats.SampleMean.of(4, 5, 6).interval(0.5), 3);
        }
    }

    static class StandsIn {
        @Verifies("example-one")
        void measure(ClaimRun run) {
            run.standsIn("a smaller example");
            run.exact("mean", "it", 5, 0.25);
            run.requirePreconditions();
            run.exact("other", "it", 5, 0);
        }
    }

    static class NeedsANetwork {
        @Verifies("example-one")
        void measure(ClaimRun run) throws IOException {
            run.exact("mean", run.evidence("nothing").toString(), 5, 0);
        }
    }

    static class VerifiesAnUnknownClaim {
        @Verifies("example-nine")
        void measure(ClaimRun run) {
            run.exact("mean", "the example", 5, 0);
        }
    }

    static class MeasuresTwoClaims {
        @Verifies("example-one")
        void one(ClaimRun run) {
            run.exact("mean", "the first example", 5, 0);
        }

        @Verifies("example-two")
        void two(ClaimRun run) {
            run.exact("mean", "the second example", 5, 0);
        }
    }

    @Test
    void testWithTheExpectedVerdictPasses() throws IOException {
        claimFile("example-one", "reproduced");

        run(MeasuresFive.class).testEvents().assertThatEvents().haveExactly(1, event(finishedSuccessfully()));

        ClaimResult result = result("example-one");
        assertThat(result.verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(result.fault()).isEmpty();
        assertThat(result.measurements()).singleElement().satisfies(measurement -> {
            assertThat(measurement.subject()).isEqualTo("the example");
            assertThat(measurement.seed()).isEqualTo(1801);
            assertThat(measurement.scale()).isEqualTo(Scale.QUICK);
            assertThat(measurement.seconds()).isBetween(0.0, result.seconds() + 60);
        });
        assertThat(result.seconds()).isPositive();
    }

    @Test
    void testWithAnExpectedRefutationPasses() throws IOException {
        refutedClaimFile();

        run(MeasuresEleven.class).testEvents().assertThatEvents().haveExactly(1, event(finishedSuccessfully()));
        assertThat(result("example-one").verdict()).isEqualTo(Verdict.REFUTED);
    }

    @Test
    void aVerdictOfOneNightFailsNothingAndAFaultOfItDoes() throws IOException {
        claimFile("example-one", "reproduced");

        run(MeasuresEleven.class, "spheres.night", "true")
                .testEvents()
                .assertThatEvents()
                .haveExactly(1, event(finishedSuccessfully()));
        assertThat(result("example-one").verdict()).isEqualTo(Verdict.REFUTED);
        run(Throws.class, "spheres.night", "true").testEvents().assertStatistics(all -> all.failed(1));
    }

    @Test
    void testWithAnUnexpectedVerdictFailsWithEverythingAReaderNeeds() throws IOException {
        claimFile("example-one", "reproduced");

        Throwable failure = failure(MeasuresEleven.class);

        assertThat(failure).isInstanceOf(AssertionFailedError.class).hasMessage("""
                        claim example-one is refuted, expected reproduced
                        The mean of the example is five.
                          refuted: mean of the example: measured 11 +- 0.25 on the example; the paper's figure: 5.0; \
                        figure reproduced in [4, 6]; statement holds in [0, 10]; because: Chosen for the example.""");
        assertThat(result("example-one").verdict()).isEqualTo(Verdict.REFUTED);
        assertThat(result("example-one").fault()).isEmpty();
    }

    @Test
    void reproductionFailsWhereARefutationIsExpected() throws IOException {
        refutedClaimFile();

        assertThat(failure(MeasuresFive.class))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageStartingWith("claim example-one is reproduced, expected refuted\n");
    }

    @Test
    void unmetPreconditionIsNamedAsSuch() throws IOException {
        claimFileWithPrecondition(1);

        assertThat(failure(MeasuresFive.class))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessage("""
                        claim example-one is inconclusive, expected reproduced: not judged, a precondition is not met
                        The mean of the example is five.
                          refuted: mean of the example: measured 5 +- 0.25 on the example; statement holds in at most 1; \
                        because: Needed by it.""");
    }

    @Test
    void standInThatDoesNotMeetThePreconditionIsSkippedWithTheReasonAndNeverPassed() throws IOException {
        claimFileWithPrecondition(1);

        EngineExecutionResults run = run(StandsIn.class);

        run.testEvents()
                .assertStatistics(events -> events.aborted(1).succeeded(0).failed(0));
        Throwable reason = run.testEvents().aborted().stream()
                .findAny()
                .orElseThrow()
                .getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .orElseThrow();
        assertThat(reason)
                .hasMessage(
                        "claim example-one is not judged: a smaller example; precondition mean refuted:"
                                + " mean of the example: measured 5 +- 0.25 on it; statement holds in at most 1; because: Needed by it.");
        ClaimResult result = result("example-one");
        assertThat(result.judged()).isFalse();
        assertThat(result.standIn()).contains("a smaller example");
        assertThat(result.asExpected()).isTrue();
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("0 reproduced, 0 not_run, 1 not judged\n")
                .contains("not judged: example-one: a smaller example; precondition mean refuted: ");
        assertThat(allure.getLabels())
                .extracting(Label::getName, Label::getValue)
                .contains(tuple("verdict", "not judged"));
        assertThat(allure.getDescription())
                .contains("Verdict: **not judged**, expected: reproduced\n")
                .contains("Measured on a stand-in, which does not meet the preconditions: a smaller example\n");
    }

    @Test
    void claimWhoseNetworkIsNotTrainedYetIsNotRunAndNeverPassed() throws IOException {
        claimFile("example-one", "reproduced");

        EngineExecutionResults run = run(NeedsANetwork.class);

        run.testEvents()
                .assertStatistics(events -> events.aborted(1).succeeded(0).failed(0));
        assertThat(result("example-one").verdict()).isEqualTo(Verdict.NOT_RUN);
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("not run: example-one\n");
    }

    @Test
    void aClaimThatIsAskedForByNameAndLacksItsNetworkIsAFault() throws IOException {
        claimFile("example-one", "reproduced");

        assertThat(failure(NeedsANetwork.class, "spheres.claim", "example-one"))
                .hasMessageStartingWith("evidence claims/evidence has no network nothing: train it with ");
    }

    @Test
    void atThePapersScaleAMissingNetworkIsAFault() throws IOException {
        claimFile("example-one", "reproduced");

        assertThat(failure(NeedsANetwork.class, "spheres.scale", "paper"))
                .hasMessage("evidence claims/evidence has no network nothing: train it with \"train nothing-<seed>\","
                        + " or everything with \"train --all\"");
        assertThat(result("example-one").fault()).get(STRING).startsWith("spheres.evidence.NoEvidenceException: ");
    }

    @Test
    void standInThatMeetsThePreconditionIsJudged() throws IOException {
        claimFileWithPrecondition(10);

        run(StandsIn.class).testEvents().assertThatEvents().haveExactly(1, event(finishedSuccessfully()));

        assertThat(result("example-one").verdict()).isEqualTo(Verdict.REPRODUCED);
    }

    @Test
    void atThePapersScaleNothingStandsIn() throws IOException {
        claimFileWithPrecondition(1);

        assertThat(failure(StandsIn.class, "spheres.scale", "paper"))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageStartingWith("claim example-one is inconclusive, expected reproduced: not judged, a"
                        + " precondition is not met\n");
        assertThat(result("example-one").asExpected()).isFalse();
    }

    @Test
    void testThatThrowsIsAFaultAndNoVerdict() throws IOException {
        claimFile("example-one", "reproduced");

        assertThat(failure(Throws.class))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("it broke");

        assertFault("java.lang.ArithmeticException: it broke", 1);
    }

    @Test
    void assertionOfTheTestsOwnIsAFaultAndNoVerdict() throws IOException {
        claimFile("example-one", "reproduced");

        assertThat(failure(Asserts.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a check of the test's own");

        assertFault("org.opentest4j.AssertionFailedError: a check of the test's own", 1);
    }

    @Test
    void failedAssumptionIsAFaultAndSkipsNoClaim() throws IOException {
        claimFile("example-one", "reproduced");

        assertThat(failure(Assumes.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Assumption failed: too long");

        assertFault("org.opentest4j.TestAbortedException: Assumption failed: too long", 0);
    }

    @ParameterizedTest
    @ValueSource(classes = {MeasuresNothing.class, TakesNoRun.class})
    void quantityThatWasNotMeasuredIsAFault(Class<?> tests) throws IOException {
        claimFile("example-one", "reproduced");

        assertThat(failure(tests))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("claim example-one: quantity mean was not measured");

        assertFault("java.lang.IllegalArgumentException: claim example-one: quantity mean was not measured", 0);
    }

    @Test
    void measurementOfAnotherKindIsAFault() throws IOException {
        claimFile("example-one", "reproduced");

        assertThat(failure(MeasuresAnotherKind.class))
                .hasMessage("claim example-one: quantity mean is of kind exact, its measurement of kind estimate");

        assertThat(result("example-one").fault())
                .get(STRING)
                .contains("of kind exact, its measurement of kind estimate");
    }

    @Test
    void unknownClaimIsNamed() throws IOException {
        claimFile("example-one", "reproduced");

        assertThat(failure(VerifiesAnUnknownClaim.class))
                .isNotInstanceOf(AssertionError.class)
                .hasMessageEndingWith("claim example-nine is unknown: known are example-one");
    }

    @Test
    void malformedClaimFileIsNamed() throws IOException {
        Path file = ExampleClaim.write(folder, "example-one", ExampleClaim.yaml("example-one", "maybe"));

        assertThat(failure(MeasuresFive.class))
                .isNotInstanceOf(AssertionError.class)
                .hasMessageContaining(file + ":17: field expect = \"maybe\"");
    }

    @Test
    void selectedClaimIsRunAlone() throws IOException {
        claimFile("example-one", "reproduced");
        claimFile("example-two", "reproduced");

        EngineExecutionResults run = run(MeasuresTwoClaims.class, "spheres.claim", "example-two");

        run.testEvents().assertStatistics(events -> events.skipped(1).succeeded(1));
        assertThat(result("example-one").verdict()).isEqualTo(Verdict.NOT_RUN);
        assertThat(result("example-two").verdict()).isEqualTo(Verdict.REPRODUCED);
    }

    @Test
    void partsRunEachClaimOnceAndAnUnknownOneFailsInEach() throws IOException {
        claimFile("example-one", "reproduced");
        claimFile("example-two", "reproduced");

        run(MeasuresTwoClaims.class, "spheres.shard", "1/2")
                .testEvents()
                .assertStatistics(events -> events.skipped(1).succeeded(1));
        assertThat(result("example-one").verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(result("example-two").verdict()).isEqualTo(Verdict.NOT_RUN);
        run(MeasuresTwoClaims.class, "spheres.shard", "2/2")
                .testEvents()
                .assertStatistics(events -> events.skipped(1).succeeded(1));
        assertThat(result("example-two").verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(failure(VerifiesAnUnknownClaim.class, "spheres.shard", "2/2"))
                .hasMessageEndingWith("claim example-nine is unknown: known are example-one, example-two");
    }

    @Test
    void unknownSelectionIsRefused() throws IOException {
        claimFile("example-one", "reproduced");

        assertThat(failure(MeasuresFive.class, "spheres.claim", "example-nine"))
                .isNotInstanceOf(AssertionError.class)
                .hasMessageEndingWith("claim example-nine is unknown: known are example-one");
    }

    @Test
    void scaleAndSeedAreThoseOfTheRun() throws IOException {
        claimFile("example-one", "reproduced");

        run(MeasuresFive.class, "spheres.scale", "paper", "spheres.seed", "-7");

        assertThat(results().scale()).isEqualTo(Scale.PAPER);
        assertThat(results().seed()).isEqualTo(-7);
        assertThat(result("example-one").measurements().get(0).seed()).isEqualTo(-7);
    }

    @Test
    void randomSeedIsStored() throws IOException {
        claimFile("example-one", "reproduced");

        run(MeasuresFive.class, "spheres.seed", "random");

        assertThat(results().seed())
                .isEqualTo(result("example-one").measurements().get(0).seed());
    }

    @Test
    void scaleAndSeedThatAreNoneAreRefused() throws IOException {
        claimFile("example-one", "reproduced");

        assertThat(failure(MeasuresFive.class, "spheres.scale", "fast"))
                .hasMessageEndingWith("scale = fast is not one of quick, paper");
        assertThat(failure(MeasuresFive.class, "spheres.seed", "x"))
                .hasMessageEndingWith("spheres.seed = x is neither a 64-bit integer nor 'random'");
        assertThat(failure(MeasuresFive.class, "spheres.backend", "tpu"))
                .hasMessageEndingWith("spheres.backend = tpu is not one of cpu, gpu");
    }

    @Test
    @ExtendWith(NeedsDevice.class)
    void theDeviceOfARunIsInItsResults() throws IOException {
        claimFile("example-one", "reproduced");
        Device device = NeedsDevice.device();

        run(MeasuresOnTheDevice.class, "spheres.backend", "gpu", "spheres.device", Integer.toString(device.number()));
        assertThat(result("example-one").verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(results().environment()).containsEntry("device", device.toString());

        run(MeasuresFive.class);
        assertThat(results().environment()).doesNotContainKey("device");
    }

    @Test
    void everyClaimOfTheRegistryIsInTheResultsAndThoseWithoutATestAreListed() throws IOException {
        claimFile("example-one", "reproduced");
        claimFile("example-two", "reproduced");
        claimFile("example-zero", "reproduced");

        run(MeasuresTwoClaims.class);

        assertThat(results().claims())
                .extracting(ClaimResult::id, ClaimResult::verdict)
                .containsExactly(
                        tuple("example-one", Verdict.REPRODUCED),
                        tuple("example-two", Verdict.REPRODUCED),
                        tuple("example-zero", Verdict.NOT_RUN));
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("not run: example-zero\n")
                .contains("Every verdict is the expected one.\n")
                .contains("Measurements: " + folder.resolve("results.json"));
    }

    @Test
    void dataOfFiguresIsInTheResults() throws IOException {
        claimFile("example-one", "reproduced");

        run(MeasuresNothing.class);

        assertThat(results().figures()).isEqualTo(Map.of("plot", List.of(1, 2)));
    }

    @Test
    void allureTellsSectionClaimStatementSettingAndEvidence() throws IOException {
        claimFile("example-one", "reproduced");

        run(MeasuresFive.class);

        assertThat(allure.getLabels())
                .extracting(Label::getName, Label::getValue)
                .contains(tuple("epic", "Section 2"), tuple("feature", "example-one"), tuple("verdict", "reproduced"));
        assertThat(allure.getDescription()).startsWith("""
                        The mean of the example is five.

                        Source: arXiv:1801.02774v2, section 2

                        Verdict: **reproduced**, expected: reproduced
                        """);
        assertThat(allure.getParameters())
                .extracting(Parameter::getName, Parameter::getValue)
                .containsExactly(
                        tuple("dimension", "500"),
                        tuple("outerRadius", "1.3"),
                        tuple("samples", "10"),
                        tuple("scale", "quick"),
                        tuple("seed", "1801"));
        assertThat(allure.getAttachments()).singleElement().satisfies(evidence -> {
            assertThat(evidence.getName()).isEqualTo("evidence");
            assertThat(folder.resolve("allure").resolve(evidence.getSource()))
                    .content()
                    .contains("\"verdict\" : \"reproduced\"");
        });
        assertThat(folder.resolve("allure").resolve("environment.properties"))
                .content()
                .contains("scale=quick", "seed=1801", "cores=");
        assertThat(folder.resolve("allure").resolve("categories.json"))
                .hasSameTextualContentAs(Path.of("reports", "allure", "categories.json"));
    }

    private void assertFault(String fault, int measurements) throws IOException {
        ClaimResult result = result("example-one");
        assertThat(result.fault()).contains(fault);
        assertThat(result.verdict()).isEqualTo(Verdict.NOT_RUN);
        assertThat(result.judged()).isFalse();
        assertThat(result.findings()).isEmpty();
        assertThat(result.measurements()).hasSize(measurements);
        assertThat(result.asExpected()).isFalse();
    }

    private Throwable failure(Class<?> tests, String... parameters) {
        List<Throwable> failures = new ArrayList<>();
        run(tests, parameters).testEvents().failed().stream()
                .forEach(event -> failures.add(event.getRequiredPayload(TestExecutionResult.class)
                        .getThrowable()
                        .orElseThrow()));
        assertThat(failures).hasSize(1);
        return failures.get(0);
    }

    private EngineExecutionResults run(Class<?> tests, String... parameters) {
        EngineTestKit.Builder kit = EngineTestKit.engine("junit-jupiter")
                .selectors(DiscoverySelectors.selectClass(tests))
                .configurationParameter("spheres.claims", folder.toString())
                .configurationParameter(
                        "spheres.results", folder.resolve("results.json").toString())
                .configurationParameter(
                        "spheres.report", folder.resolve("index.html").toString())
                .configurationParameter(
                        "allure.results.directory", folder.resolve("allure").toString());
        for (int i = 0; i < parameters.length; i += 2) {
            kit.configurationParameter(parameters[i], parameters[i + 1]);
        }
        return kit.execute();
    }

    private void claimFile(String id, String expect) throws IOException {
        ExampleClaim.write(folder, id, ExampleClaim.yaml(id, expect));
    }

    /** The mean, at most that, is the precondition; a quantity called "other" is what is claimed. */
    private void claimFileWithPrecondition(int most) throws IOException {
        ExampleClaim.write(
                folder,
                "example-one",
                ExampleClaim.yaml("example-one", "reproduced")
                        .replace("quantities:", """
                        preconditions:
                          - {name: mean, kind: exact, what: mean of the example, holds: {max: %d}, reason: Needed by it.}
                        quantities:""".formatted(most))
                        .replace("- name: mean\n", "- name: other\n"));
    }

    private void refutedClaimFile() throws IOException {
        ExampleClaim.write(
                folder,
                "example-one",
                ExampleClaim.yaml("example-one", "refuted")
                        + "erratum: {printed: five, correct: eleven, known: by counting}\n");
    }

    private Results results() throws IOException {
        return ResultsFile.read(folder.resolve("results.json"));
    }

    private ClaimResult result(String id) throws IOException {
        return results().claims().stream()
                .filter(result -> result.id().equals(id))
                .findAny()
                .orElseThrow();
    }
}
