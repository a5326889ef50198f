package spheres.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import spheres.attack.Domain;
import spheres.classifier.Classifier;
import spheres.classifier.EllipsoidClassifier;
import spheres.classifier.JudgedAgain;
import spheres.classifier.NotANumberAnswer;
import spheres.engine.NetworkClassifier;
import spheres.nearest.ExactNearest;
import spheres.network.Checkpoint;
import spheres.network.Network;
import spheres.opencl.Device;
import spheres.opencl.DeviceClassifier;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.Sphere;
import spheres.training.TrainingPlan;

/** What is judged: a network in a checkpoint, or the classifier of an ellipsoid's alphas. */
final class ClassifierInput {
    /** More than single precision loses of a logit near 0. */
    private static final double ROUNDING = 1e-5;

    @Parameters(arity = "0..1", paramLabel = "CHECKPOINT", description = "A network, as train writes it.")
    @Nullable
    Path checkpoint;

    @Option(
            names = "--alphas",
            paramLabel = "FILE",
            description = "Instead of a network: a text file, one alpha in [0, 1e100) a line.")
    @Nullable
    Path alphas;

    /** What judges a network. */
    enum Backend {
        CPU,
        GPU
    }

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            defaultValue = "CPU",
            description =
                    "What judges the network's points: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}). GPU is an OpenCL"
                            + " device; an error that it finds counts if the CPU says so, too.")
    Backend backend = Backend.CPU;

    @Option(
            names = "--device",
            paramLabel = "NAME",
            description = "The device of --backend gpu, by number or part of its name, as \"bench devices\" lists them"
                    + " (default: the first GPU).")
    @Nullable
    String device;

    @Spec(Spec.Target.MIXEE)
    @Nullable
    CommandSpec spec;

    /**
     * What was given.
     *
     * @param name in words
     * @param classifier what judges
     * @param network the network, if it was one
     * @param ellipsoid the ellipsoid, if alphas were given: its errors are known exactly
     * @param onDevice the network on the device, if one was asked for
     */
    record Given(
            String name,
            Classifier classifier,
            Optional<Network> network,
            Optional<EllipsoidClassifier> ellipsoid,
            Optional<DeviceClassifier> onDevice)
            implements AutoCloseable {

        /** What answers for the points of a sphere, errors by the CPU. */
        Classifier ofSphere(Sphere sphere) {
            return onDevice.<Classifier>map(fast -> new JudgedAgain(fast, classifier, sphere))
                    .orElse(classifier);
        }

        /** Type, name, platform and driver of the device; null without one. */
        @Nullable
        String device() {
            return onDevice.map(fast -> fast.device().toString()).orElse(null);
        }

        @Override
        public void close() {
            onDevice.ifPresent(DeviceClassifier::close);
        }

        /** Whether it is an ellipsoid that makes no errors, but comes so near that rounding would show some: it touches. */
        boolean onlyTouches(ConcentricSpheres spheres, Sphere sphere, Domain domain) {
            if (ellipsoid.isEmpty()) {
                return false;
            }
            ExactNearest exact = ExactNearest.of(ellipsoid.get(), spheres);
            return !exact.errorsExist(sphere, domain) && Math.abs(exact.worstLogit(sphere)) < ROUNDING;
        }
    }

    /** Whether a file is the one that is read. */
    boolean isRead(Path file) throws IOException {
        Path read = checkpoint != null ? checkpoint : alphas;
        return read != null && Files.exists(file) && Files.exists(read) && Files.isSameFile(file, read);
    }

    /** What a command answers of it, or which file gave no answer. */
    int judged(Callable<Integer> command) throws Exception {
        try {
            return command.call();
        } catch (NotANumberAnswer e) {
            throw e.of(String.valueOf(checkpoint != null ? checkpoint : alphas));
        }
    }

    /** Reads it; the sphere is that of the network, where the file says which. */
    Given read(SphereOptions on) throws IOException {
        if ((checkpoint == null) == (alphas == null)) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(), "give either a CHECKPOINT or --alphas FILE");
        }
        if (device != null && backend != Backend.GPU) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    "--device = " + device + " is of --backend gpu: give both, or leave it out");
        }
        if (alphas != null && backend == Backend.GPU) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    "--backend gpu is of networks, --alphas are judged on the CPU: leave it out");
        }
        if (alphas != null) {
            EllipsoidClassifier ellipsoid = EllipsoidClassifier.of(AlphasFile.read(alphas));
            return new Given(
                    "ellipsoid with d = " + ellipsoid.dimension(),
                    ellipsoid,
                    Optional.empty(),
                    Optional.of(ellipsoid),
                    Optional.empty());
        }
        Path file = Objects.requireNonNull(checkpoint);
        Checkpoint read = Checkpoint.load(file);
        Network network = read.network();
        TrainingPlan.in(file, read).ifPresent(plan -> on.trainedWith(plan.outerRadius()));
        return new Given(
                network.toString(),
                NetworkClassifier.of(network),
                Optional.of(network),
                Optional.empty(),
                backend == Backend.GPU
                        ? Optional.of(new DeviceClassifier(network, Device.choose(Optional.ofNullable(device))))
                        : Optional.empty());
    }
}
