package spheres.sphere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;

class SphereSamplerProperties {
    /** Two roundings to single precision, relative. */
    private static final double SINGLE = 1.2e-7;

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void everySampleLiesOnTheSphereOfItsLabel(
            @ForAll @IntRange(min = 1, max = 600) int dimension,
            @ForAll @Scale(6) @DoubleRange(min = 1, max = 1e15, minIncluded = false) double radius,
            @ForAll long seed,
            @ForAll long stream,
            @ForAll long index) {
        SphereSampler sampler = new SphereSampler(new ConcentricSpheres(dimension, radius), seed, stream);
        float[] point = new float[dimension];

        Sphere sphere = sampler.sample(index, point, 0);

        assertThat(norm(point)).isCloseTo(sphere == Sphere.OUTER ? radius : 1, within(radius(sphere, radius) * SINGLE));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void sampleAndPointOnShareTheDirectionOfAnIndex(
            @ForAll @IntRange(min = 1, max = 100) int dimension,
            @ForAll @Scale(6) @DoubleRange(min = 1, max = 100, minIncluded = false) double radius,
            @ForAll long seed,
            @ForAll long index) {
        SphereSampler sampler = new SphereSampler(new ConcentricSpheres(dimension, radius), seed, 3);
        float[] sample = new float[dimension];
        float[] inner = new float[dimension];
        float[] outer = new float[dimension];

        Sphere sphere = sampler.sample(index, sample, 0);
        sampler.pointOn(Sphere.INNER, index, inner, 0);
        sampler.pointOn(Sphere.OUTER, index, outer, 0);

        assertThat(sample).isEqualTo(sphere == Sphere.INNER ? inner : outer);
        for (int j = 0; j < dimension; j++) {
            assertThat((double) outer[j])
                    .isCloseTo(radius * inner[j], within(Math.abs(radius * inner[j]) * SINGLE + 1e-30));
        }
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void sampleIsAFunctionOfSeedStreamAndIndexWhateverWasDrawnBefore(
            @ForAll @IntRange(min = 1, max = 20) int dimension,
            @ForAll long seed,
            @ForAll long stream,
            @ForAll long index,
            @ForAll long[] before) {
        ConcentricSpheres spheres = new ConcentricSpheres(dimension, 1.3);
        SphereSampler used = new SphereSampler(spheres, seed, stream);
        float[] point = new float[dimension];
        for (long other : before) {
            used.sample(other, point, 0);
            used.pointOn(Sphere.OUTER, other + 1, point, 0);
        }
        float[] fresh = new float[dimension];

        Sphere sphere = used.sample(index, point, 0);

        assertThat(new SphereSampler(spheres, seed, stream).sample(index, fresh, 0))
                .isEqualTo(sphere);
        assertThat(point).isEqualTo(fresh);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void otherSeedStreamOrIndexGivesAnotherPoint(
            @ForAll long seed,
            @ForAll long stream,
            @ForAll long index,
            @ForAll @IntRange(min = 1, max = 1000) int step) {
        float[] point = inner(seed, stream, index);

        assertThat(inner(seed + step, stream, index)).isNotEqualTo(point);
        assertThat(inner(seed, stream + step, index)).isNotEqualTo(point);
        assertThat(inner(seed, stream, index + step)).isNotEqualTo(point);
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void pointsOnGivesTheRowsOfPointOn(
            @ForAll @IntRange(min = 1, max = 10) int dimension,
            @ForAll @IntRange(min = 0, max = 8) int count,
            @ForAll @IntRange(min = -5, max = 1000) int from,
            @ForAll Sphere sphere) {
        SphereSampler sampler = new SphereSampler(new ConcentricSpheres(dimension, 2), 1, 2);

        float[] points = sampler.pointsOn(sphere, from, count);

        assertThat(points).hasSize(count * dimension);
        float[] row = new float[dimension];
        for (int i = 0; i < count; i++) {
            sampler.pointOn(sphere, from + i, row, 0);
            assertThat(Arrays.copyOfRange(points, i * dimension, (i + 1) * dimension))
                    .isEqualTo(row);
        }
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void onlyTheGivenRowIsWritten(
            @ForAll @IntRange(min = 1, max = 10) int dimension, @ForAll @IntRange(min = 0, max = 10) int offset) {
        SphereSampler sampler = new SphereSampler(new ConcentricSpheres(dimension, 2), 1, 2);
        float[] points = new float[offset + dimension + 3];
        Arrays.fill(points, 7);
        float[] row = new float[dimension];

        Sphere sphere = sampler.sample(5, points, offset);

        assertThat(sampler.sample(5, row, 0)).isEqualTo(sphere);
        assertThat(Arrays.copyOfRange(points, offset, offset + dimension)).isEqualTo(row);
        for (int j = 0; j < points.length; j++) {
            if (j < offset || j >= offset + dimension) {
                assertThat(points[j]).isEqualTo(7);
            }
        }
    }

    private static double radius(Sphere sphere, double outer) {
        return sphere == Sphere.INNER ? 1 : outer;
    }

    private static float[] inner(long seed, long stream, long index) {
        float[] point = new float[4];
        new SphereSampler(new ConcentricSpheres(4, 1.3), seed, stream).pointOn(Sphere.INNER, index, point, 0);
        return point;
    }

    private static double norm(float[] point) {
        double squares = 0;
        for (float coordinate : point) {
            squares += (double) coordinate * coordinate;
        }
        return Math.sqrt(squares);
    }
}
