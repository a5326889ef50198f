package spheres.training;

import java.util.function.LongUnaryOperator;
import spheres.engine.SphereSamples;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.SphereSampler;

/** The samples of a plan. */
record SphereData(ConcentricSpheres spheres, long seed, TrainingSet set) implements SphereSamples {

    @Override
    public int dimension() {
        return spheres.dimension();
    }

    @Override
    public double outerRadius() {
        return spheres.outerRadius();
    }

    @Override
    public long stream() {
        return TrainingPlan.STREAM;
    }

    @Override
    public LongUnaryOperator indices() {
        return set.indices(seed);
    }

    @Override
    public Reader reader() {
        SphereSampler sampler = new SphereSampler(spheres, seed, stream());
        LongUnaryOperator indices = indices();
        return (position, points, offset) ->
                sampler.sample(indices.applyAsLong(position), points, offset).label();
    }
}
