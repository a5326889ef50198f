package spheres.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class RequireTest {
    @Test
    void whatIsLegalPasses() {
        Require.atLeast(1, "steps", 1);
        Require.atLeast(2, "runs", Integer.MAX_VALUE, "choose more");
        Require.atLeast(1L, "budget", 1L);
        Require.probability("level", 0.5);
        Require.positive("step", Double.MIN_VALUE, "choose more");
        Require.sameDimension(5, 5);
    }

    @Test
    void whatIsNotIsNamedWithItsValueAndRange() {
        refused(() -> Require.atLeast(1, "steps", 0), "steps = 0 is not in [1, 2147483647]");
        refused(() -> Require.atLeast(2, "runs", 1, "choose 10"), "runs = 1 is not in [2, 2147483647]: choose 10");
        refused(() -> Require.atLeast(1L, "budget", 0L), "budget = 0 is not in [1, 9223372036854775807]");
        for (double bad : new double[] {0, 1, -1, Double.NaN}) {
            refused(() -> Require.probability("level", bad), "level = " + bad + " is not in (0, 1)");
        }
        for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            refused(
                    () -> Require.positive("step", bad, "choose 1"),
                    "step = " + bad + " is not in (0, Infinity): choose 1");
        }
        refused(
                () -> Require.sameDimension(5, 6),
                "the classifier takes points of dimension 5, the spheres have d = 6: give spheres of the same dimension");
        assertThat(Require.notIn("[0, 3)", "k", 3)).hasMessage("k = 3 is not in [0, 3)");
    }

    private static void refused(ThrowingCallable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
    }
}
