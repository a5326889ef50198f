package spheres.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import spheres.classifier.Classifier;
import spheres.classifier.EllipsoidClassifier;
import spheres.engine.NetworkClassifier;
import spheres.network.Checkpoint;
import spheres.network.Network;

/** What is judged: a network in a checkpoint, or the classifier of an ellipsoid's alphas. */
final class ClassifierInput {
    @Parameters(arity = "0..1", paramLabel = "CHECKPOINT", description = "A network, as train writes it.")
    @Nullable
    Path checkpoint;

    @Option(
            names = "--alphas",
            paramLabel = "FILE",
            description = "Instead of a network: a text file, one alpha in [0, 1e100) a line.")
    @Nullable
    Path alphas;

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
     */
    record Given(
            String name, Classifier classifier, Optional<Network> network, Optional<EllipsoidClassifier> ellipsoid) {}

    Given read() throws IOException {
        if ((checkpoint == null) == (alphas == null)) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(), "give either a CHECKPOINT or --alphas FILE");
        }
        if (alphas != null) {
            EllipsoidClassifier ellipsoid = EllipsoidClassifier.of(AlphasFile.read(alphas));
            return new Given(
                    "ellipsoid with d = " + ellipsoid.dimension(), ellipsoid, Optional.empty(), Optional.of(ellipsoid));
        }
        Network network = Checkpoint.load(Objects.requireNonNull(checkpoint)).network();
        return new Given(network.toString(), NetworkClassifier.of(network), Optional.of(network), Optional.empty());
    }
}
