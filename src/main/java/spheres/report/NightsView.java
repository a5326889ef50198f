package spheres.report;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import spheres.claim.Nights;
import spheres.claim.Nights.Pool;
import spheres.claim.Nights.PooledQuantity;
import spheres.claim.Nights.Standing;
import spheres.claim.NightsTable;
import spheres.claim.Verdict;

/**
 * Nights together as the page shows them.
 *
 * @param alarm whether some claim is not as expected
 * @param rows one for each claim that some night measured; what needs attention first
 */
record NightsView(String summary, boolean alarm, List<Row> rows) {

    /** A claim; {@code lines} has the quantity that decides first. */
    record Row(
            String id,
            String hash,
            int nights,
            int unjudged,
            Status verdict,
            boolean unexpected,
            String remark,
            List<OfReading> readings,
            List<Line> lines) {}

    /** The verdict on a reading. */
    record OfReading(String name, Status status) {}

    /** A quantity over all nights. */
    record Line(
            String name,
            Status verdict,
            String text,
            @Nullable NightsChart chart,
            @Nullable String drift,
            List<OfCommit> commits) {}

    /** What one commit gave. */
    record OfCommit(String name, String text) {}

    static NightsView of(Nights nights) {
        return new NightsView(
                NightsTable.summary(nights),
                nights.standing() == Standing.NOT_AS_EXPECTED,
                nights.pools().stream()
                        .filter(pool -> pool.standing() != Standing.NOT_RUN)
                        .sorted(Comparator.comparing(Pool::standing))
                        .map(NightsView::row)
                        .toList());
    }

    private static Row row(Pool pool) {
        return new Row(
                pool.id(),
                pool.hash(),
                pool.nights(),
                pool.unjudged(),
                pool.fault() ? Status.FAULT : Status.of(pool.verdict()),
                pool.standing() == Standing.NOT_AS_EXPECTED,
                remark(pool),
                pool.readings().stream()
                        .map(reading -> new OfReading(reading.reading(), Status.of(reading.verdict())))
                        .toList(),
                pool.quantities().stream()
                        .sorted(Comparator.comparing(
                                        (PooledQuantity one) -> one.drift().isEmpty())
                                .thenComparing(one -> rank(one.verdict()))
                                .thenComparing(one -> !one.pooled()))
                        .map(NightsView::line)
                        .toList());
    }

    private static int rank(Verdict verdict) {
        return Status.of(verdict).rank();
    }

    private static String remark(Pool pool) {
        return switch (pool.standing()) {
            case NOT_AS_EXPECTED ->
                pool.fault()
                        ? "the last run failed to measure it"
                        : pool.verdict() == pool.expected()
                                ? "a reading came out otherwise"
                                : "expected " + Status.of(pool.expected()).label();
            case OPEN ->
                "not certain yet, expected " + Status.of(pool.expected()).label();
            case AS_EXPECTED, NOT_RUN -> "";
        };
    }

    private static Line line(PooledQuantity one) {
        return new Line(
                one.name(),
                Status.of(one.verdict()),
                one.text(),
                NightsChart.of(one).orElse(null),
                one.drift().map(NightsView::shortened).orElse(null),
                one.commits().stream()
                        .map(commit -> new OfCommit(shortened(commit.commit()), commit.text()))
                        .toList());
    }

    /** With twelve digits of each commit. */
    private static String shortened(String text) {
        return text.replaceAll("\\b([0-9a-f]{12})[0-9a-f]{28}\\b", "$1");
    }
}
