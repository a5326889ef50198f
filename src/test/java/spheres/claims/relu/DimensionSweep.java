package spheres.claims.relu;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import spheres.search.SearchReport;

/**
 * In which dimensions a search finds errors.
 *
 * @param entries one for each dimension, ascending
 */
public record DimensionSweep(List<Entry> entries) {

    /**
     * One dimension.
     *
     * @param inner the search of the inner sphere
     * @param outer the search of the outer sphere
     */
    public record Entry(int dimension, SearchReport inner, SearchReport outer) {
        /** Whether an error was found on either sphere. */
        public boolean found() {
            return inner.found() || outer.found();
        }
    }

    public DimensionSweep {
        entries = entries.stream()
                .sorted(Comparator.comparingInt(Entry::dimension))
                .toList();
    }

    /** The highest dimension without an error found at it or below; 0 if the lowest one has an error. */
    public int highestWithoutErrors() {
        return entries.stream()
                .takeWhile(entry -> !entry.found())
                .mapToInt(Entry::dimension)
                .max()
                .orElse(0);
    }

    /** A line for each search. */
    public List<String> summaries() {
        return entries.stream()
                .flatMap(entry -> Stream.of(entry.inner(), entry.outer())
                        .map(report -> "d = " + entry.dimension() + ": " + report.summary()))
                .toList();
    }
}
