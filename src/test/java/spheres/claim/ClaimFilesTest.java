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

    private static final List<String> PUBLISHED_ALPHAS =
            List.of("published-histogram-rates", "quad-mean-alpha", "quad-wrong-alphas-cancel");

    private static final List<String> ANALYTIC_RATES = List.of(
            "clt-inner",
            "clt-outer",
            "clt-close-where-measurable",
            "clt-erratum",
            "truncated-half-at-3000",
            "truncated-figure-4",
            "truncated-flexibility",
            "truncated-trained-2000",
            "truncated-half-size");

    private static final List<String> BOUND = List.of(
            "bound-theorem",
            "bound-normal-form-not-exact",
            "bound-cap-optimal",
            "bound-order",
            "bound-cap-figure",
            "bound-exponential",
            "bound-errors-near-correct",
            "size-small-error-vs-zero");

    @Test
    void everyClaimOfThePaperHasAFileThatObeysTheGrammar() throws IOException {
        ClaimRegistry registry = ClaimRegistry.read(Path.of("claims"));

        assertThat(registry.claims())
                .extracting(Claim::id)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(DATA, RELU, QUADRATIC, PUBLISHED_ALPHAS, ANALYTIC_RATES, BOUND)
                                .flatMap(List::stream)
                                .toList());
    }
}
