package spheres.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {

    @Test
    void refutedStandsOverInconclusiveOverDeviatesOverReproduced() {
        assertThat(Verdict.merge(List.of(
                        Verdict.REPRODUCED, Verdict.INCONCLUSIVE, Verdict.DEVIATES, Verdict.REFUTED, Verdict.NOT_RUN)))
                .isEqualTo(Verdict.REFUTED);
        assertThat(Verdict.merge(List.of(Verdict.REPRODUCED, Verdict.INCONCLUSIVE, Verdict.DEVIATES)))
                .isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(Verdict.merge(List.of(Verdict.REPRODUCED, Verdict.INCONCLUSIVE)))
                .isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(Verdict.merge(List.of(Verdict.NOT_RUN, Verdict.REPRODUCED))).isEqualTo(Verdict.REPRODUCED);
    }

    @Test
    void nothingMeasuredIsNotRun() {
        assertThat(Verdict.merge(List.of())).isEqualTo(Verdict.NOT_RUN);
    }

    @Test
    void readingsThatDifferLeaveTheClaimDependingOnThem() {
        assertThat(Verdict.across(List.of())).isEqualTo(Verdict.NOT_RUN);
        for (Verdict verdict : Verdict.values()) {
            assertThat(Verdict.across(List.of(verdict, verdict))).isEqualTo(verdict);
        }
        assertThat(Verdict.across(List.of(Verdict.REPRODUCED, Verdict.REFUTED))).isEqualTo(Verdict.DEPENDS);
        assertThat(Verdict.across(List.of(Verdict.REPRODUCED, Verdict.DEVIATES)))
                .isEqualTo(Verdict.DEPENDS);
        assertThat(Verdict.across(List.of(Verdict.REFUTED, Verdict.DEVIATES, Verdict.INCONCLUSIVE)))
                .isEqualTo(Verdict.DEPENDS);
        assertThat(Verdict.across(List.of(Verdict.DEPENDS, Verdict.REPRODUCED))).isEqualTo(Verdict.DEPENDS);
        assertThat(Verdict.across(List.of(Verdict.DEPENDS, Verdict.INCONCLUSIVE)))
                .isEqualTo(Verdict.DEPENDS);
        assertThat(Verdict.across(List.of(Verdict.REPRODUCED, Verdict.INCONCLUSIVE)))
                .isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(Verdict.across(List.of(Verdict.REFUTED, Verdict.NOT_RUN))).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void namesAreThoseOfTheClaimFiles() {
        for (Verdict verdict : Verdict.values()) {
            assertThat(Verdict.named(verdict.toString())).isEqualTo(verdict);
        }
        for (Scale scale : Scale.values()) {
            assertThat(Scale.named(scale.toString())).isEqualTo(scale);
        }
        for (Kind kind : Kind.values()) {
            assertThat(Kind.named(kind.toString())).isEqualTo(kind);
        }
        assertThat(Verdict.NOT_RUN).hasToString("not_run");
        assertThat(Scale.QUICK).hasToString("quick");
        assertThat(Kind.ABSENCE).hasToString("absence");
    }

    @Test
    void unknownNamesAreRefusedWithTheKnownOnes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Verdict.named("REFUTED"))
                .withMessage(
                        "verdict = REFUTED is not one of refuted, inconclusive, depends, deviates, reproduced, not_run");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scale.named("fast"))
                .withMessage("scale = fast is not one of quick, paper");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Kind.named("guess"))
                .withMessage("kind = guess is not one of estimate, exact, bound, absence, search, runs, excess");
    }
}
