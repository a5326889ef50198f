package spheres.claim;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import spheres.claim.Results.ClaimResult;

/**
 * Runs of the same claims judged together, such as those of many nights: what chance moved in one of them moves the whole less,
 * so that intervals narrow and no verdict rests on one night's tail.
 *
 * <p>Pooled are the measurements of one claim file, that of the last run: a changed one begins anew. Of runs with one seed the last
 * counts. A run that stood in, failed, met no precondition or measured other things is left out, and counted. Values of training runs
 * are judged together; the same networks measured again are no further runs. Other intervals are averaged: they narrow where it is the same
 * networks that were measured, or none; on other networks it is Student's interval about the mean of all. Searches add up, computed values and
 * excesses are those of the last run.
 */
public final class Nights {
    private Nights() {}

    /** One run's result of a claim, and the run. */
    private record Night(Results run, ClaimResult result) {
        /** The quantities in the order of their measurements. */
        List<String> quantities() {
            return result.measurements().stream().map(Measurement::quantity).toList();
        }

        Seen seen(int place) {
            return new Seen(this, result.measurements().get(place));
        }
    }

    /** A measurement in its run. */
    private record Seen(Night night, Measurement measurement) {
        Observation observed() {
            return measurement.observed();
        }
    }

    /**
     * The results of all runs together, in the form of one: its measurements say in their details of how many runs they are, and
     * whether they drift from commit to commit.
     *
     * @param runs at least one, all of one scale
     * @throws IllegalArgumentException if there is none, or scales differ
     */
    public static Results pooled(List<Results> runs) {
        if (runs.isEmpty()) {
            throw new IllegalArgumentException("there are no results to pool: give at least one results.json");
        }
        List<Results> inTime =
                runs.stream().sorted(Comparator.comparing(Results::when)).toList();
        Results last = inTime.get(inTime.size() - 1);
        for (Results run : inTime) {
            if (run.scale() != last.scale()) {
                throw new IllegalArgumentException("the run of " + run.when() + " is of scale " + run.scale()
                        + ", that of " + last.when() + " of scale " + last.scale() + ": pool runs of one scale");
            }
        }
        return last.withClaims(
                last.claims().stream().map(result -> pooled(result, inTime)).toList());
    }

    private static ClaimResult pooled(ClaimResult last, List<Results> runs) {
        List<Night> all = new ArrayList<>();
        for (Results run : runs) {
            run.run().claims().stream()
                    .filter(result -> result.claim().equals(last.claim()))
                    .forEach(result -> all.add(new Night(run, result)));
        }
        Map<Long, Night> bySeed = new LinkedHashMap<>();
        for (Night night : all) {
            if (night.result.judged() && night.result.standIn().isEmpty()) {
                bySeed.remove(night.run.seed());
                bySeed.put(night.run.seed(), night);
            }
        }
        if (bySeed.isEmpty()) {
            return last;
        }
        List<Night> judged = List.copyOf(bySeed.values());
        Night model = judged.get(judged.size() - 1);
        List<Night> alike = judged.stream()
                .filter(night -> night.quantities().equals(model.quantities()))
                .toList();
        List<Measurement> measurements = new ArrayList<>();
        for (int i = 0; i < model.result.measurements().size(); i++) {
            int place = i;
            measurements.add(
                    pooled(alike.stream().map(night -> night.seen(place)).toList(), all.size() - alike.size()));
        }
        return ClaimResult.judged(
                last.claim(),
                measurements,
                null,
                alike.stream().mapToDouble(night -> night.result.seconds()).sum(),
                alike.stream()
                        .flatMap(night -> night.result.networks().stream())
                        .distinct()
                        .sorted()
                        .toList(),
                Map.of());
    }

    private static Measurement pooled(List<Seen> all, int leftOut) {
        Measurement last = all.get(all.size() - 1).measurement;
        List<Seen> counted = last.observed().trainingRuns() > 0 ? ofOtherNetworks(all) : ofOneForm(all);
        Map<String, List<Seen>> byCommit = counted.stream()
                .collect(Collectors.groupingBy(
                        seen -> seen.night.run.commit(), LinkedHashMap::new, Collectors.toList()));
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("runs", counted.size());
        details.put("commits", byCommit.size());
        details.put("leftOut", leftOut + all.size() - counted.size());
        drift(byCommit).ifPresent(text -> details.put("drift", text));
        return new Measurement(
                last.quantity(),
                counted.size() == 1 ? last.subject() : counted.size() + " runs, the last of them: " + last.subject(),
                pool(counted),
                counted.stream().mapToLong(seen -> seen.measurement.n()).sum(),
                last.seed(),
                last.scale(),
                counted.stream().mapToDouble(seen -> seen.measurement.seconds()).sum(),
                details);
    }

    /** One measurement of each set of networks, the last; what names none is of networks of its own. */
    private static List<Seen> ofOtherNetworks(List<Seen> all) {
        Set<List<String>> known = new HashSet<>();
        List<Seen> others = new ArrayList<>();
        for (int i = all.size() - 1; i >= 0; i--) {
            List<String> networks = all.get(i).night.result.networks();
            if (networks.isEmpty() || known.add(networks)) {
                others.add(0, all.get(i));
            }
        }
        return others;
    }

    private static List<Seen> ofOneForm(List<Seen> all) {
        Class<?> form = all.get(all.size() - 1).observed().getClass();
        return all.stream().filter(seen -> form.isInstance(seen.observed())).toList();
    }

    private static Observation pool(List<Seen> all) {
        return all.get(all.size() - 1).observed().accept(new Pool(all));
    }

    /** What the observations of several runs, all of one form, come to. */
    private record Pool(List<Seen> all) implements Observation.Visitor<Observation> {
        private PooledMean mean() {
            List<PooledMean.Part> parts = parts(all);
            boolean ofOneThing = all.stream()
                            .map(seen -> seen.night.result.networks())
                            .distinct()
                            .count()
                    == 1;
            return ofOneThing ? PooledMean.of(parts) : PooledMean.ofDifferent(parts);
        }

        private <T extends Observation> List<T> each(Class<T> form) {
            return all.stream().map(Seen::observed).map(form::cast).toList();
        }

        @Override
        public Observation estimate(Observation.Estimate last) {
            PooledMean mean = mean();
            return new Observation.Estimate(mean.value(), mean.low(), mean.high(), last.level());
        }

        @Override
        public Observation exact(Observation.Exact last) {
            return last;
        }

        @Override
        public Observation bound(Observation.Bound last) {
            List<PooledMean.Part> limits = each(Observation.Bound.class).stream()
                    .map(one -> new PooledMean.Part(
                            (one.limitLow() + one.limitHigh()) / 2, one.limitLow(), one.limitHigh(), one.level(), 1))
                    .toList();
            PooledMean mean = mean();
            PooledMean limit = PooledMean.of(limits);
            return new Observation.Bound(mean.low(), mean.high(), limit.low(), limit.high(), last.level());
        }

        @Override
        public Observation absence(Observation.Absence last) {
            PooledMean mean = mean();
            return new Observation.Absence(
                    mean.value(), Math.max(0, mean.low()), Math.min(1, mean.high()), last.level());
        }

        @Override
        public Observation search(Observation.Search last) {
            List<Observation.Search> each = each(Observation.Search.class);
            return new Observation.Search(
                    each.stream().mapToLong(Observation.Search::starts).sum(),
                    each.stream().mapToLong(Observation.Search::found).sum(),
                    each.stream().mapToLong(Observation.Search::planted).sum(),
                    each.stream().mapToLong(Observation.Search::plantedFound).sum(),
                    each.stream()
                            .mapToDouble(Observation.Search::plantedMeasure)
                            .max()
                            .orElseThrow());
        }

        @Override
        public Observation runs(Observation.Runs last) {
            return new Observation.Runs(values(all));
        }

        @Override
        public Observation oneRun(Observation.OneRun last) {
            return all.size() == 1 ? last : new Observation.Runs(values(all));
        }

        @Override
        public Observation excess(Observation.Excess last) {
            return last;
        }
    }

    /** An observation as a part of a mean, with so many samples; empty for what has no interval of its own. */
    private record Part(long n) implements Observation.Visitor<Optional<PooledMean.Part>> {
        private Optional<PooledMean.Part> part(double value, double low, double high, double level) {
            return Optional.of(new PooledMean.Part(value, low, high, level, n));
        }

        @Override
        public Optional<PooledMean.Part> estimate(Observation.Estimate one) {
            return part(one.value(), one.low(), one.high(), one.level());
        }

        @Override
        public Optional<PooledMean.Part> exact(Observation.Exact one) {
            return part(one.value(), one.value() - one.error(), one.value() + one.error(), one.level());
        }

        @Override
        public Optional<PooledMean.Part> bound(Observation.Bound one) {
            return part((one.low() + one.high()) / 2, one.low(), one.high(), one.level());
        }

        @Override
        public Optional<PooledMean.Part> absence(Observation.Absence one) {
            return part(one.value(), one.low(), one.high(), one.level());
        }

        @Override
        public Optional<PooledMean.Part> search(Observation.Search one) {
            return Optional.empty();
        }

        @Override
        public Optional<PooledMean.Part> runs(Observation.Runs one) {
            return Optional.empty();
        }

        @Override
        public Optional<PooledMean.Part> oneRun(Observation.OneRun one) {
            return Optional.empty();
        }

        @Override
        public Optional<PooledMean.Part> excess(Observation.Excess one) {
            return Optional.empty();
        }
    }

    /** Which commits part by more than chance, in words; empty where none do, or where chance has no measure. */
    private static Optional<String> drift(Map<String, List<Seen>> byCommit) {
        String before = null;
        PooledMean mean = null;
        Set<String> drifts = new LinkedHashSet<>();
        for (Map.Entry<String, List<Seen>> entry : byCommit.entrySet()) {
            List<PooledMean.Part> parts = parts(entry.getValue());
            Optional<PooledMean> now =
                    parts.isEmpty() ? PooledMean.ofValues(values(entry.getValue())) : Optional.of(PooledMean.of(parts));
            if (now.isPresent() && mean != null && now.get().partsFrom(mean)) {
                drifts.add(Numbers.format(mean.value()) + " at " + before + ", "
                        + Numbers.format(now.get().value()) + " at " + entry.getKey());
            }
            if (now.isPresent()) {
                mean = now.get();
                before = entry.getKey();
            }
        }
        return drifts.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", drifts));
    }

    private static List<PooledMean.Part> parts(List<Seen> all) {
        return all.stream()
                .map(seen -> seen.observed().accept(new Part(seen.measurement.n())))
                .flatMap(Optional::stream)
                .toList();
    }

    /** The values of all training runs. */
    private static List<Double> values(Collection<Seen> all) {
        return all.stream()
                .flatMap(seen -> seen.observed().valuesOfRuns().stream())
                .toList();
    }
}
