package spheres.opencl;

import org.bytedeco.opencl._cl_mem;

/**
 * What the kernels of either family share on a device. Samples, Adam's schedule and losses are those of a block of steps,
 * each in its slot.
 *
 * @param values the network's vector, padded
 * @param first Adam's m, likewise
 * @param second Adam's v, likewise
 * @param further running statistics of further decays, {@code [decays][statistics]}
 * @param decays those decays
 * @param points {@code [slot][inputs][columns]}
 * @param labels {@code [slot][columns]}
 * @param schedule Adam's rate and epsilon, {@code [slot][2]}
 * @param losses {@code [slot]}
 */
record Memory(
        _cl_mem values,
        _cl_mem first,
        _cl_mem second,
        _cl_mem further,
        _cl_mem decays,
        _cl_mem points,
        _cl_mem labels,
        _cl_mem schedule,
        _cl_mem losses) {}
