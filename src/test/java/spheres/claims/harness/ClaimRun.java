package spheres.claims.harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import spheres.claim.Claim;
import spheres.claim.Judge;
import spheres.claim.Measurement;
import spheres.claim.Observation;
import spheres.claim.Quantity;
import spheres.claim.Scale;
import spheres.claim.Verdict;
import spheres.evidence.Evidence;
import spheres.sphere.ConcentricSpheres;
import spheres.stats.ConfidenceInterval;
import spheres.stats.SequentialSample;

/** One claim being measured: what a claim test knows of its claim, and where it puts what it measured. */
public final class ClaimRun {
    /** How often a sequential measurement looks at its sample, which doubles from look to look. */
    private static final int LOOKS = 3;

    private final Claim claim;
    private final ClaimSession session;
    private final List<Measurement> measurements = new ArrayList<>();
    private long lastRecorded = System.nanoTime();
    private final Map<String, Double> shared = new HashMap<>();
    private final Set<String> networks = new TreeSet<>();
    private @Nullable String standIn;

    ClaimRun(Claim claim, ClaimSession session) {
        this.claim = claim;
        this.session = session;
    }

    public Claim claim() {
        return claim;
    }

    public ClaimSession session() {
        return session;
    }

    public List<Measurement> measurements() {
        return List.copyOf(measurements);
    }

    /**
     * Says that what is measured stands in for what the claim is about, such as a network that was trained for less long.
     * Preconditions that it does not meet then leave the claim unjudged. At the paper's scale there is no such excuse.
     */
    public void standsIn(String what) {
        standIn = scale() == Scale.QUICK ? what : null;
    }

    public Optional<String> standIn() {
        return Optional.ofNullable(standIn);
    }

    /** Says that what is measured is of that trained network. */
    public void restsOn(String network) {
        networks.add(network);
    }

    /** The trained networks that were measured. */
    public List<String> networks() {
        return List.copyOf(networks);
    }

    private void shares(String claimThatMeasured, double seconds) {
        if (!claimThatMeasured.equals(claim.id())) {
            shared.merge(claimThatMeasured, seconds, Double::sum);
        }
    }

    /**
     * What several claims of the run need, measured by the first that asks; each other one says what it cost and whom.
     *
     * @param key a record of a class of its own that names everything that enters and is not the same for the whole run
     */
    @SuppressWarnings("unchecked") // a key's class belongs to one kind of value
    public <V> V once(Record key, Measuring<V> measuring) throws IOException {
        Once.Measured measured = session.once(claim.id(), key, measuring);
        shares(measured.by(), measured.seconds());
        return (V) measured.value();
    }

    /** What other claims measured for this one: how many seconds it took them, by claim. */
    public Map<String, Double> shared() {
        return Map.copyOf(shared);
    }

    /** Ends the test here unless the measurements so far meet the claim's preconditions: without that there is nothing more to measure. */
    public void requirePreconditions() {
        boolean met = claim.preconditions().stream()
                .allMatch(precondition -> measurements.stream()
                        .filter(measurement -> measurement.quantity().equals(precondition.name()))
                        .allMatch(measurement ->
                                Judge.judge(precondition, measurement.observed()) == Verdict.REPRODUCED));
        if (!met) {
            throw new UnmetPrecondition();
        }
    }

    public Scale scale() {
        return session.scale();
    }

    public long seed() {
        return session.seed();
    }

    /** The networks of one kind that were trained in full, of at most as many seeds as the claim asks for. */
    public List<Evidence> evidence(String kind) throws IOException {
        List<Evidence> all = session.someNetworks(kind);
        List<Evidence> asked = all.subList(0, Math.min(all.size(), count("seeds")));
        asked.forEach(one -> restsOn(one.manifest().id()));
        return asked;
    }

    /** The size of that name at the run's scale. */
    public long size(String name) {
        return claim.size(scale(), name);
    }

    /** The same as an array's size. */
    public int count(String name) {
        return Math.toIntExact(size(name));
    }

    /** A number of the claim's setting, or of a mapping within it. */
    public double setting(String... path) {
        if (find(path) instanceof Number number) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException(
                "claim " + claim.id() + " has no number " + String.join(".", path) + " in its setting");
    }

    /** A list of numbers of the claim's setting. */
    public double[] settings(String... path) {
        if (find(path) instanceof List<?> list) {
            return list.stream()
                    .mapToDouble(value -> ((Number) value).doubleValue())
                    .toArray();
        }
        throw new IllegalArgumentException(
                "claim " + claim.id() + " has no list " + String.join(".", path) + " in its setting");
    }

    public boolean hasSetting(String... path) {
        return find(path) != null;
    }

    private @Nullable Object find(String... path) {
        Object value = claim.setting();
        for (String name : path) {
            value = value instanceof Map<?, ?> mapping ? mapping.get(name) : null;
        }
        return value;
    }

    /** The spheres of the claim's setting. */
    public ConcentricSpheres spheres() {
        return new ConcentricSpheres((int) setting("dimension"), setting("outerRadius"));
    }

    /** A stream of random numbers of this claim's own for that purpose. */
    public long stream(String purpose) {
        byte[] name = (claim.id() + '/' + purpose).getBytes(StandardCharsets.UTF_8);
        return UUID.nameUUIDFromBytes(name).getMostSignificantBits();
    }

    /** The coverage at which each of so many measurements of one quantity is judged. */
    public double level(int measurements) {
        return 1 - claim.levelOf(measurements);
    }

    /** Records a computed value with its largest absolute error. */
    public void exact(String quantity, String subject, double value, double error) {
        exact(quantity, subject, value, error, 1);
    }

    /** Records a value computed from so many samples. */
    public void exact(String quantity, String subject, double value, double error, long n) {
        record(quantity, subject, new Observation.Exact(value, error), n, Map.of());
    }

    /** Records an interval from a sample of that size. */
    public void estimate(String quantity, String subject, ConfidenceInterval interval, long n) {
        record(quantity, subject, observed(interval), n, Map.of());
    }

    /** Samples until the judge can tell, from the size named "samples" to four times it. */
    public void estimate(String quantity, String subject, SequentialSample sample) {
        estimate(quantity, 1, subject, sample);
    }

    /** Likewise, for one of so many measurements of the quantity. */
    public void estimate(String quantity, int measurements, String subject, SequentialSample sample) {
        Quantity judged = claim.quantity(quantity);
        double level = level(LOOKS * measurements);
        long taken = 0;
        Observation.Estimate observed = null;
        for (int look = 0; look < LOOKS; look++) {
            long target = size("samples") << look;
            sample.extend(taken, target);
            taken = target;
            observed = observed(sample.interval(level));
            if (Judge.judge(judged, observed) != Verdict.INCONCLUSIVE) {
                break;
            }
        }
        record(quantity, subject, java.util.Objects.requireNonNull(observed), taken, Map.of());
    }

    /** Records a quantity of training runs, exact for each: of several, or of one, which is named so. */
    public void runs(String quantity, String subject, List<Double> values, long n, Map<String, Object> details) {
        Observation observed =
                values.size() == 1 ? Observation.OneRun.exact(values.get(0)) : new Observation.Runs(values);
        record(quantity, subject, observed, n, details);
    }

    /** Records a quantity of one training run, with the interval of its measurement. */
    public void oneRun(
            String quantity, String subject, ConfidenceInterval interval, long n, Map<String, Object> details) {
        record(
                quantity,
                subject,
                new Observation.OneRun(interval.value(), interval.low(), interval.high(), interval.level()),
                n,
                details);
    }

    /** Records what was observed. */
    public void record(String quantity, String subject, Observation observed, long n, Map<String, Object> details) {
        long now = System.nanoTime();
        measurements.add(new Measurement(
                quantity, subject, observed, n, seed(), scale(), (now - lastRecorded) / 1e9, Map.copyOf(details)));
        lastRecorded = now;
    }

    /** Adds data of a plot or table to the results. */
    public void figure(String name, Object data) {
        session.figure(name, data);
    }

    /** What a measured interval is for the judge. */
    public static Observation.Estimate observed(ConfidenceInterval interval) {
        return new Observation.Estimate(interval.value(), interval.low(), interval.high(), interval.level());
    }
}
