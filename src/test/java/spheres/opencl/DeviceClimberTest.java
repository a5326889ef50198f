package spheres.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import spheres.attack.Attack;
import spheres.attack.AttackHarness;
import spheres.attack.AttackOptions;
import spheres.attack.AttackOptions.Objective;
import spheres.attack.AttackResult;
import spheres.attack.Attempt;
import spheres.attack.Direction;
import spheres.attack.Domain;
import spheres.attack.GradientAttack;
import spheres.attack.ManifoldAttack;
import spheres.attack.RefinedAttack;
import spheres.attack.RefinedOptions;
import spheres.attack.Starts;
import spheres.attack.StoppingRule;
import spheres.classifier.Classifier;
import spheres.classifier.Logits;
import spheres.engine.Blocks;
import spheres.engine.NetworkClassifier;
import spheres.network.AdamSettings;
import spheres.network.Architecture;
import spheres.network.Network;
import spheres.network.QuadraticArchitecture;
import spheres.network.ReluArchitecture;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.Sphere;
import spheres.sphere.SphereSampler;

/** Attacks whose steps a device takes find what the host's own steps find. */
@ExtendWith(NeedsDevice.class)
class DeviceClimberTest {
    private static final AttackOptions OPTIONS =
            AttackOptions.withDefaults().withStep(0.02).withSteps(40);
    private static final List<Architecture> ARCHITECTURES =
            List.of(ReluArchitecture.of(70, 65, 30), new QuadraticArchitecture(33, 20));

    private static Network network(Architecture architecture) {
        return Blocks.random(architecture, AdamSettings.DEFAULT, 3, false);
    }

    static Starts starts(int dimension, Sphere sphere, int count) {
        SphereSampler sampler = new SphereSampler(new ConcentricSpheres(dimension, 1.3), 1801, 7);
        return Starts.uniform(sampler, sphere, 0, count);
    }

    /**
     * The network with its readout bias moved, so that about one start in ten is an error and the others are not far from one; none
     * is at 0, where rounding decides.
     */
    static Network nearErrors(Network network, Starts starts) {
        double[] towards = new double[starts.count()];
        float[] logits = Logits.logits(NetworkClassifier.of(network, 1), starts.rows(), starts.count());
        for (int i = 0; i < towards.length; i++) {
            towards[i] = starts.sphere().towardsError(logits[i]);
        }
        Arrays.sort(towards);
        int least = towards.length - 1 - towards.length / 10;
        double between = (towards[least - 1] + towards[least]) / 2;
        float[] parameters = network.parameters();
        parameters[parameters.length - 1] -= (float) (starts.sphere().errorSign() * between);
        return Network.untrained(network.architecture(), network.adam(), parameters);
    }

    /** What the attacks find, each by the host and then on the device. */
    static List<List<AttackResult>> both(Network network, Starts starts, List<? extends Attack> attacks) {
        Classifier judge = NetworkClassifier.of(network, 1);
        try (DeviceClassifier device = new DeviceClassifier(network, NeedsDevice.device())) {
            return attacks.stream()
                    .map(attack -> List.of(
                            new AttackHarness(judge).run(attack, starts),
                            new AttackHarness(judge, device).run(attack, starts)))
                    .toList();
        }
    }

    private static List<AttackResult> both(Network network, Attack attack, Starts starts) {
        return both(network, starts, List.of(attack)).get(0);
    }

    static void assertSame(List<AttackResult> both, String what) {
        List<Attempt> expected = both.get(0).attempts();
        List<Attempt> actual = both.get(1).attempts();
        assertThat(actual)
                .extracting(Attempt::outcome)
                .as(what)
                .isEqualTo(expected.stream().map(Attempt::outcome).toList());
        for (int i = 0; i < expected.size(); i++) {
            if (expected.get(i)
                    .found()) { // where there is none, rounding decides which of a zigzag's points is highest
                assertThat(actual.get(i).steps())
                        .as("steps of start %d, %s", i, what)
                        .isEqualTo(expected.get(i).steps());
                assertThat(actual.get(i).moved())
                        .as("distance of start %d, %s", i, what)
                        .isEqualTo(expected.get(i).moved(), within(1e-5));
            }
        }
        assertThat(both.get(1).diagnostics().evaluations())
                .as(what)
                .isEqualTo(both.get(0).diagnostics().evaluations());
        assertThat(both.get(1).diagnostics().zeroGradients())
                .as(what)
                .isEqualTo(both.get(0).diagnostics().zeroGradients());
        assertThat(both.get(1).diagnostics().normDrift()).as(what).isLessThan(1e-7);
    }

    @Test
    void firstErrorsAreThoseOfTheHost() {
        AttackOptions pastWeighs = OPTIONS.withMomentum(0.5);
        List<Attack> attacks = List.of(
                ManifoldAttack.firstError(OPTIONS),
                ManifoldAttack.firstErrorBetween(OPTIONS),
                ManifoldAttack.firstError(pastWeighs),
                ManifoldAttack.firstErrorBetween(pastWeighs.withObjective(Objective.LOSS)));
        long reached = 0;
        for (Architecture architecture : ARCHITECTURES) {
            for (Sphere sphere : Sphere.values()) {
                Starts starts = starts(architecture.inputDimension(), sphere, 67);
                List<List<AttackResult>> all = both(nearErrors(network(architecture), starts), starts, attacks);
                for (int i = 0; i < attacks.size(); i++) {
                    assertSame(all.get(i), architecture + ", " + sphere + ", attack " + i);
                    reached += all.get(i).get(1).attempts().stream()
                            .filter(attempt -> attempt.outcome() == Attempt.Outcome.FOUND)
                            .count();
                }
            }
        }
        assertThat(reached).as("errors that took steps").isGreaterThan(500);
    }

    /** More than a chunk, so that rows take up other paths. */
    @Test
    void rowsOfEndedPathsTakeUpOthers() {
        Starts starts = starts(5, Sphere.INNER, 1100);
        Network network = nearErrors(network(new QuadraticArchitecture(5, 3)), starts);
        List<AttackResult> both = both(network, ManifoldAttack.firstError(OPTIONS.withSteps(20)), starts);

        assertSame(both, "1100 starts");
        assertThat(both.get(0).diagnostics().found()).isBetween(100, 1000);
    }

    /** At a maximum rounding decides where a zigzag ends, and how soon, but not how high it is. */
    @Test
    void worstCasesAreAsHighAsThoseOfTheHost() {
        AttackOptions options = OPTIONS.withStep(0.05).withSteps(400).withConvergence(true);
        for (Architecture architecture : ARCHITECTURES) {
            Starts starts = starts(architecture.inputDimension(), Sphere.OUTER, 20);
            List<List<AttackResult>> all = both(
                    network(architecture),
                    starts,
                    List.of(ManifoldAttack.worstCase(options), ManifoldAttack.anyError(options)));
            for (List<AttackResult> both : all) {
                for (int i = 0; i < starts.count(); i++) {
                    Attempt expected = both.get(0).attempts().get(i);
                    Attempt actual = both.get(1).attempts().get(i);
                    assertThat(actual.outcome()).isEqualTo(expected.outcome());
                    assertThat(actual.logit()).isEqualTo(expected.logit(), within(1e-4 * Math.abs(expected.logit())));
                }
            }
        }
    }

    @Test
    void refinedAttacksReachTheSameDistances() {
        Architecture architecture = new QuadraticArchitecture(33, 20);
        for (Domain domain : Domain.values()) {
            RefinedOptions options =
                    RefinedOptions.withDefaults().withAscent(OPTIONS).withRestarts(2);
            Attack attack = domain == Domain.ON_SPHERE
                    ? RefinedAttack.onSphere(options)
                    : RefinedAttack.betweenSpheres(options);
            List<AttackResult> both = both(network(architecture), attack, starts(33, Sphere.OUTER, 3));
            assertThat(both.get(1).diagnostics().found())
                    .isEqualTo(both.get(0).diagnostics().found())
                    .isPositive();
            assertThat(both.get(1).distances()).containsExactly(both.get(0).distances(), within(1e-5));
        }
    }

    @Test
    void twoRunsGiveTheSameBitsAndPaddingStaysZero() {
        Network network = network(ReluArchitecture.of(70, 65, 30));
        Starts starts = starts(70, Sphere.INNER, 67);
        Attack attack = ManifoldAttack.worstCase(OPTIONS.withMomentum(0.5));
        Classifier judge = NetworkClassifier.of(network, 1);
        try (DeviceClassifier one = new DeviceClassifier(network, NeedsDevice.device());
                DeviceClassifier other = new DeviceClassifier(network, NeedsDevice.device())) {
            float[] points = points(new AttackHarness(judge, one).run(attack, starts));
            assertThat(points(new AttackHarness(judge, other).run(attack, starts)))
                    .isEqualTo(points);
            assertThat(points(new AttackHarness(judge, one).run(attack, starts)))
                    .isEqualTo(points);

            float[] best = one.openClimber().bestPoints();
            assertThat(Arrays.copyOf(best, 67 * 70)).isNotEqualTo(new float[67 * 70]);
            assertThat(Arrays.copyOfRange(best, 67 * 70, best.length)).containsOnly(0);
            assertThat(one.localMemory()).allSatisfy(bytes -> assertThat(bytes).isLessThanOrEqualTo(32 << 10));
        }
    }

    private static float[] points(AttackResult result) {
        int d = result.attempts().get(0).point().length;
        float[] points = new float[result.attempts().size() * d];
        for (Attempt attempt : result.attempts()) {
            System.arraycopy(attempt.point(), 0, points, attempt.start() * d, d);
        }
        return points;
    }

    @Test
    void aNetworkThatAnswersNaNIsSeen() {
        Network network = network(ReluArchitecture.of(7, 9));
        float[] parameters = network.parameters();
        parameters[parameters.length - 1] = Float.NaN;
        AttackResult result = both(
                        Network.untrained(network.architecture(), AdamSettings.DEFAULT, parameters),
                        ManifoldAttack.firstError(OPTIONS),
                        starts(7, Sphere.INNER, 5))
                .get(1);

        assertThat(result.attempts()).extracting(Attempt::outcome).containsOnly(Attempt.Outcome.NOT_A_NUMBER);
        assertThat(result.diagnostics().nanLogits()).isEqualTo(5);
    }

    /** Steps that weigh the first coordinate double. */
    private static final class Weighed extends GradientAttack {
        private Weighed() {
            super(Domain.ON_SPHERE, OPTIONS);
        }

        @Override
        protected Direction direction(int dimension) {
            return new Direction() {
                @Override
                public void begin(int row) {}

                @Override
                public void move(int from, int to) {}

                @Override
                public void turn(int row, double towardsError, float[] gradients, int d) {
                    gradients[row * d] *= 2;
                }
            };
        }

        @Override
        protected StoppingRule stopping() {
            return StoppingRule.firstError();
        }
    }

    @Test
    void anAttackWithADirectionOfItsOwnKeepsIt() {
        Network network = network(new QuadraticArchitecture(33, 20));
        assertSame(both(network, new Weighed(), starts(33, Sphere.OUTER, 10)), "own direction");
    }

    @Test
    void aDeviceWithoutDoublePrecisionLeavesTheStepsToTheHost() {
        Device device = NeedsDevice.device();
        Network network = network(new QuadraticArchitecture(33, 20));
        Classifier judge = NetworkClassifier.of(network, 1);
        Attack attack = ManifoldAttack.firstError(OPTIONS);
        Starts starts = starts(33, Sphere.OUTER, 10);
        try (DeviceClassifier without = new DeviceClassifier(network, device(device, device.memory(), false))) {
            assertThat(without.climber()).isEmpty();
            assertSame(
                    List.of(
                            new AttackHarness(judge).run(attack, starts),
                            new AttackHarness(judge, without).run(attack, starts)),
                    "without double precision");
        }
    }

    @Test
    void saysHowMuchMemoryInferenceNeeds() {
        Device small = device(NeedsDevice.device(), 1 << 20, true);
        assertThatThrownBy(() -> new DeviceClassifier(network(ReluArchitecture.of(70, 65, 30)), small))
                .isInstanceOf(DeviceException.class)
                .hasMessage(
                        "GPU small (tests, driver 0) has 1.0 MiB of memory (1.0 MiB at most in one piece), 2.1 MiB are"
                                + " needed (0.3 MiB in one piece): choose another device (--device), or --backend cpu");
    }

    private static Device device(Device of, long memory, boolean doublePrecision) {
        return new Device(
                of.number(),
                "small",
                "tests",
                Device.Type.GPU,
                "OpenCL 1.2",
                "0",
                memory,
                memory,
                of.localMemory(),
                of.largestGroup(),
                doublePrecision);
    }
}
