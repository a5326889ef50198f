package spheres.claim;

/** What a measurement gave and what it was compared with, in a sentence for the reader of a verdict. */
record FindingText(Quantity quantity, long n) implements Observation.Visitor<String> {

    /** The sentence of one measurement. */
    static String of(Quantity quantity, Measurement measurement) {
        StringBuilder text = new StringBuilder(quantity.what())
                .append(": measured ")
                .append(measurement.observed().accept(new FindingText(quantity, measurement.n())))
                .append(" on ")
                .append(measurement.subject());
        quantity.printed()
                .ifPresent(paper -> text.append("; the paper's figure: ").append(paper.printed()));
        quantity.figure()
                .ifPresent(range -> text.append("; figure reproduced in ").append(range));
        quantity.holds().ifPresent(range -> text.append("; statement holds in ").append(range));
        return text.append("; because: ").append(quantity.reason()).toString();
    }

    @Override
    public String estimate(Observation.Estimate estimate) {
        return number(estimate.value()) + sampled(estimate.low(), estimate.high(), estimate.level());
    }

    @Override
    public String exact(Observation.Exact exact) {
        return number(exact.value()) + " +- " + number(exact.error());
    }

    @Override
    public String bound(Observation.Bound bound) {
        return interval(bound.low(), bound.high()) + " against the limit "
                + interval(bound.limitLow(), bound.limitHigh());
    }

    @Override
    public String absence(Observation.Absence absence) {
        return "rate " + number(absence.value()) + " in " + interval(absence.low(), absence.high()) + ", so none in "
                + quantity.samples() + " with probability "
                + interval(
                        Judge.probabilityOfNone(absence.high(), quantity.samples()),
                        Judge.probabilityOfNone(absence.low(), quantity.samples()));
    }

    @Override
    public String search(Observation.Search search) {
        return search.found() + " errors from " + search.starts() + " starts by a search that finds "
                + search.plantedFound() + " of " + search.planted() + " planted errors of measure "
                + number(search.plantedMeasure()) + "; needed: 95 % of at least " + Quantity.LEAST_PLANTED + " at "
                + number(quantity.reach());
    }

    @Override
    public String runs(Observation.Runs runs) {
        Judge.Interval mean = Judge.interval(quantity, runs).orElseThrow();
        Judge.Interval further = Judge.predictionInterval(runs, quantity.level());
        String text = runs.values().stream().map(FindingText::number).toList() + ", mean in "
                + interval(mean.low(), mean.high()) + " and a further run in "
                + interval(further.low(), further.high()) + " (" + Numbers.percent(quantity.level()) + " each)";
        return runs.values().stream().distinct().count() > 1
                ? text
                : text + ", all equal: up to "
                        + number(100 * Judge.othersBesideEqual(runs.values().size(), quantity.level()))
                        + " % of further runs may be otherwise";
    }

    @Override
    public String oneRun(Observation.OneRun run) {
        return number(run.value()) + (run.level() < 1 ? sampled(run.low(), run.high(), run.level()) : "")
                + ", one run,";
    }

    @Override
    public String excess(Observation.Excess excess) {
        return "the largest of " + excess.count() + " excesses is " + number(excess.largest()) + " standard errors, "
                + number(Judge.allowed(excess)) + " are allowed (" + Numbers.percent(excess.level())
                + "); half of them would show an excess of " + number(excess.detectable())
                + " of the limit, needed: " + number(quantity.reach());
    }

    private String sampled(double low, double high, double level) {
        return " in " + interval(low, high) + " (" + Numbers.percent(level) + ", n = " + n + ")";
    }

    private static String interval(double low, double high) {
        return "[" + number(low) + ", " + number(high) + "]";
    }

    private static String number(double value) {
        return Numbers.format(value);
    }
}
