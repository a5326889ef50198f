package spheres.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The claim files are all there, and each of them obeys the grammar. */
class ClaimFilesTest {
    private static final List<String> DATA = List.of(
            "data-support",
            "data-uniform",
            "data-max-margin",
            "data-learnable",
            "data-typical-distance",
            "nearest-much-below-typical",
            "data-nearest-pair");

    private static final List<String> RELU =
            List.of("relu-training-budget", "relu-attack-stays-on-manifold", "relu-d2-no-errors");

    private static final List<String> QUADRATIC = List.of(
            "quad-parameters",
            "quad-ellipsoid",
            "quad-inner-errors",
            "quad-outer-errors",
            "quad-perfect",
            "quad-perfect-init",
            "quad-perfect-init-gradient",
            "quad-perfect-init-diverges",
            "quad-perfect-init-losses");

    @Test
    void everyClaimOfThePaperHasAFileThatObeysTheGrammar() throws IOException {
        ClaimRegistry registry = ClaimRegistry.read(Path.of("claims"));

        assertThat(registry.claims())
                .extracting(Claim::id)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(DATA, RELU, QUADRATIC).flatMap(List::stream).toList());
    }
}
