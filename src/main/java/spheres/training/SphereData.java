package spheres.training;

import spheres.engine.TrainingData;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.SphereSampler;

/** The samples of a plan. */
record SphereData(ConcentricSpheres spheres, long seed, TrainingSet set) implements TrainingData {

    @Override
    public int dimension() {
        return spheres.dimension();
    }

    @Override
    public Reader reader() {
        SphereSampler sampler = new SphereSampler(spheres, seed, TrainingPlan.STREAM);
        if (set instanceof TrainingSet.Fixed fixed) {
            ShuffledIndices indices = new ShuffledIndices(fixed.size(), seed);
            return (position, points, offset) ->
                    sampler.sample(indices.at(position), points, offset).label();
        }
        return (position, points, offset) ->
                sampler.sample(position, points, offset).label();
    }
}
