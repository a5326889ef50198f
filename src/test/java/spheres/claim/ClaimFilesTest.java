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
            "data-nearest-pair",
            "data-label");

    private static final List<String> RELU = List.of(
            "relu-training-budget",
            "relu-no-errors-observed",
            "error-below-1e-6",
            "relu-error-below-1e-7",
            "relu-manifold-errors-exist",
            "relu-attack-stays-on-manifold",
            "relu-nearest-on-manifold",
            "relu-nearest-between",
            "relu-nearest-between-norm",
            "relu-half-margin",
            "relu-on-off-factor-two",
            "relu-confident-beyond-norm-2",
            "relu-interpolates",
            "relu-one-direction-slice",
            "relu-random-slice",
            "relu-adversarial-slice",
            "relu-adversarial-volume",
            "relu-d2-no-errors",
            "relu-d60-no-errors",
            "relu-d-threshold",
            "only-high-dimension",
            "relu-rate-only-bounded",
            "relu-worst-case-converged");

    private static final List<String> QUADRATIC = List.of(
            "quad-parameters",
            "quad-ellipsoid",
            "quad-inner-errors",
            "quad-outer-errors",
            "quad-perfect",
            "quad-online-perfect",
            "quad-finite-bad-alphas",
            "quad-finite-80-percent",
            "quad-finite-no-errors",
            "published-histogram-rates",
            "quad-finite-clt-rate",
            "quad-finite-adversarial",
            "quad-histogram",
            "quad-wrong-alphas-cancel",
            "quad-mean-alpha",
            "quad-perfect-init",
            "quad-perfect-init-gradient",
            "quad-perfect-init-diverges",
            "quad-perfect-init-losses",
            "quad-perfect-init-curves",
            "cause-losses-part",
            "cause-low-dimension");

    private static final List<String> ANALYTIC_RATES = List.of(
            "clt-inner",
            "clt-outer",
            "clt-close-where-measurable",
            "clt-erratum",
            "truncated-half-at-3000",
            "truncated-figure-4",
            "truncated-flexibility",
            "truncated-trained-2000",
            "truncated-half-size",
            "truncated-figure-4-values",
            "clt-tail");

    private static final List<String> BOUND = List.of(
            "bound-theorem",
            "bound-normal-form-not-exact",
            "bound-cap-optimal",
            "bound-order",
            "bound-cap-figure",
            "bound-exponential",
            "tradeoff-relu-h1000-d2",
            "tradeoff-relu-h2000-d8",
            "tradeoff-quad-h1000",
            "tradeoff-training-sizes",
            "tradeoff-at-1e-6",
            "tradeoff-law-quad-h1000",
            "tradeoff-law-relu-h1000-d2",
            "tradeoff-law-relu-h2000-d8",
            "bound-errors-near-correct",
            "quad-enough-data-perfect",
            "size-small-error-vs-zero");

    @Test
    void everyClaimOfThePaperHasAFileThatObeysTheGrammar() throws IOException {
        ClaimRegistry registry = ClaimRegistry.read(Path.of("claims"));

        assertThat(registry.claims())
                .extracting(Claim::id)
                .containsExactlyInAnyOrderElementsOf(Stream.of(DATA, RELU, QUADRATIC, ANALYTIC_RATES, BOUND)
                        .flatMap(List::stream)
                        .toList());
    }
}
