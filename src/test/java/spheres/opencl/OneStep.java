package spheres.opencl;

import java.util.List;
import java.util.Optional;
import org.bytedeco.opencl._cl_mem;
import spheres.attack.AttackHarness;
import spheres.attack.AttackOptions;
import spheres.attack.ManifoldAttack;
import spheres.attack.Starts;
import spheres.network.Architecture;
import spheres.network.QuadraticArchitecture;
import spheres.network.ReluArchitecture;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.Sphere;
import spheres.sphere.SphereSampler;
import spheres.training.TrainingPlan;

/** A program for Oclgrind: some steps of small networks and of attacks on them, every kernel among them, or a kernel with a race. */
final class OneStep {
    /** The kernel with a race: neighbours write what a work-item reads, without a barrier. */
    private static final String RACE = "kernel void race(int slot, global float *values) {"
            + " local float sums[4]; int i = get_local_id(0);"
            + " sums[i] = slot; values[i] = sums[(i + 1) % 4]; }";

    private OneStep() {}

    public static void main(String[] arguments) {
        Device device = Device.choose(Optional.of("oclgrind"));
        if (arguments.length > 0) {
            try (OpenCl openCl = new OpenCl(device, false)) {
                _cl_mem values = openCl.floats(4);
                openCl.kernel(openCl.buildSource("", RACE), "race", "race", 4, 1)
                        .arguments(1, values)
                        .launch(7);
                openCl.finish();
            }
            return;
        }
        for (Architecture architecture : List.of(ReluArchitecture.of(3, 9, 5, 10), new QuadraticArchitecture(3, 9))) {
            for (int batch : new int[] {5, 66}) { // one chunk and two
                TrainingPlan plan = TrainingPlan.paper(architecture, 1);
                if (architecture.normalisation().isPresent()) {
                    plan = plan.withFurtherDecays(List.of(0.5));
                }
                try (DeviceEngine engine = new DeviceBackend(device)
                        .open(plan.initialNetwork(), plan.data(), batch, 1, plan.initialStatistics())) {
                    double[] losses = new double[2];
                    engine.run(2, losses);
                    if (!(losses[0] > 0 && losses[1] > 0)) {
                        throw new IllegalStateException("a loss is not positive: " + losses[0] + ", " + losses[1]);
                    }
                }
            }
            attack(architecture, device);
        }
    }

    /** With momentum, so that all memory is touched. */
    private static void attack(Architecture architecture, Device device) {
        TrainingPlan plan = TrainingPlan.paper(architecture, 1);
        Starts starts = Starts.uniform(
                new SphereSampler(new ConcentricSpheres(architecture.inputDimension(), 1.3), 1, 0), Sphere.INNER, 0, 5);
        AttackOptions options =
                AttackOptions.withDefaults().withStep(0.3).withSteps(2).withMomentum(0.5);
        try (DeviceClassifier classifier = new DeviceClassifier(plan.initialNetwork(), device)) {
            long judged = new AttackHarness(classifier)
                    .run(ManifoldAttack.worstCase(options), starts)
                    .diagnostics()
                    .evaluations();
            if (judged != 15) {
                throw new IllegalStateException(judged + " points were judged, not 3 of each of 5 paths");
            }
        }
    }
}
