package spheres.claims.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import spheres.claim.Scale;
import spheres.claims.harness.ClaimSession;
import spheres.claims.harness.Illustrates;
import spheres.sphere.ConcentricSpheres;
import spheres.stats.SplittingOptions;

/** What the estimation of rare errors is worth: a table of estimates where the truth is known. */
class RareEventFigures {
    /** Of each of the two checks of each rate: together below 1e-5. */
    private static final double LEVEL = 1 - 1e-6;

    /**
     * The mean of unbiased estimates is the truth, and a 95 % interval covers it in at least 95 % of the cases. With 200 repeats a
     * coverage of 0.8 is seen, with 40 one of 0.6.
     */
    @Illustrates
    void splittingAgainstExactRates(ClaimSession session) {
        boolean paper = session.scale() == Scale.PAPER;
        ConcentricSpheres spheres = new ConcentricSpheres(paper ? 100 : 20, ConcentricSpheres.PAPER.outerRadius());
        List<SplittingValidation> rows = new ArrayList<>();
        for (double log10Rate : new double[] {-3, -6, -12, -20}) {
            long budget = (long) (paper ? 200_000 : 50_000) * (long) -log10Rate;
            SplittingOptions options =
                    SplittingOptions.withDefaults().withBudget(budget).withSeed(session.seed());
            rows.add(SplittingValidation.of(spheres, log10Rate, options, paper ? 200 : 40, LEVEL));
        }
        session.figure("rare-event-validation", rows);

        assertThat(rows).allSatisfy(row -> {
            assertThat(1.0).as("unbiased, %s", row).isBetween(row.ratioLow(), row.ratioHigh());
            assertThat(row.coverageHigh()).as("coverage, %s", row).isGreaterThanOrEqualTo(0.95);
        });
    }
}
