package spheres.opencl;

import static org.bytedeco.opencl.global.OpenCL.*;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.SizeTPointer;
import org.bytedeco.opencl._cl_device_id;
import org.bytedeco.opencl._cl_platform_id;

/** The drivers of this machine and their devices. */
final class Platforms {
    /** Of the loader, where there is no driver. */
    private static final int PLATFORM_NOT_FOUND = -1001;

    private static final int LONGEST_TEXT = 1024;

    private Platforms() {}

    /** A device and OpenCL's own name for it. */
    record Found(Device device, _cl_device_id id) {}

    /**
     * @throws DeviceException where there is no platform, or one does not answer
     */
    static List<Found> devices() {
        List<Found> found = new ArrayList<>();
        try {
            for (_cl_platform_id platform : platforms()) {
                String name = text(
                        (size, target, length) -> clGetPlatformInfo(platform, CL_PLATFORM_NAME, size, target, length));
                for (_cl_device_id id : devices(platform)) {
                    found.add(new Found(describe(found.size(), name, id), id));
                }
            }
        } catch (LinkageError e) {
            throw DeviceException.noLoader(e);
        } catch (OpenClError e) {
            throw DeviceException.noAnswer(e);
        }
        return found;
    }

    private static List<_cl_platform_id> platforms() {
        int[] count = new int[1];
        int code = clGetPlatformIDs(0, (PointerPointer<?>) null, count);
        if (code == PLATFORM_NOT_FOUND || (code == CL_SUCCESS && count[0] == 0)) {
            throw DeviceException.noPlatform();
        }
        OpenClError.check("clGetPlatformIDs", code);
        PointerPointer<_cl_platform_id> ids = new PointerPointer<>(count[0]);
        OpenClError.check("clGetPlatformIDs", clGetPlatformIDs(count[0], ids, (int[]) null));
        List<_cl_platform_id> platforms = new ArrayList<>();
        for (int i = 0; i < count[0]; i++) {
            platforms.add(ids.get(_cl_platform_id.class, i));
        }
        return platforms;
    }

    private static List<_cl_device_id> devices(_cl_platform_id platform) {
        int[] count = new int[1];
        if (clGetDeviceIDs(platform, CL_DEVICE_TYPE_ALL, 0, (PointerPointer<?>) null, count) != CL_SUCCESS) {
            return List.of(); // a driver without its card
        }
        PointerPointer<_cl_device_id> ids = new PointerPointer<>(count[0]);
        OpenClError.check("clGetDeviceIDs", clGetDeviceIDs(platform, CL_DEVICE_TYPE_ALL, count[0], ids, (int[]) null));
        List<_cl_device_id> devices = new ArrayList<>();
        for (int i = 0; i < count[0]; i++) {
            devices.add(ids.get(_cl_device_id.class, i));
        }
        return devices;
    }

    private static Device describe(int number, String platform, _cl_device_id id) {
        long type = number(id, CL_DEVICE_TYPE);
        return new Device(
                number,
                text(id, CL_DEVICE_NAME),
                platform,
                (type & CL_DEVICE_TYPE_GPU) != 0
                        ? Device.Type.GPU
                        : (type & CL_DEVICE_TYPE_CPU) != 0 ? Device.Type.CPU : Device.Type.OTHER,
                text(id, CL_DEVICE_VERSION),
                text(id, CL_DRIVER_VERSION),
                number(id, CL_DEVICE_GLOBAL_MEM_SIZE),
                number(id, CL_DEVICE_MAX_MEM_ALLOC_SIZE),
                number(id, CL_DEVICE_LOCAL_MEM_SIZE),
                number(id, CL_DEVICE_MAX_WORK_GROUP_SIZE),
                number(id, CL_DEVICE_DOUBLE_FP_CONFIG) != 0);
    }

    private static long number(_cl_device_id id, int what) {
        try (LongPointer value = new LongPointer(1)) {
            value.put(0);
            int code = clGetDeviceInfo(id, what, Long.BYTES, value, null);
            if (code == CL_INVALID_VALUE) {
                return 0; // the property of an extension that the device has not
            }
            OpenClError.check("clGetDeviceInfo", code);
            return value.get();
        }
    }

    private static String text(_cl_device_id id, int what) {
        return text((size, target, length) -> clGetDeviceInfo(id, what, size, target, length));
    }

    /** A call that writes a text that ends with a zero, and its length. */
    private interface Texts {
        int get(long size, Pointer target, SizeTPointer length);
    }

    private static String text(Texts texts) {
        try (BytePointer target = new BytePointer(LONGEST_TEXT);
                SizeTPointer length = new SizeTPointer(1)) {
            OpenClError.check("clGetDeviceInfo", texts.get(LONGEST_TEXT, target, length));
            byte[] bytes = new byte[Math.max(0, (int) length.get() - 1)];
            target.get(bytes);
            return new String(bytes, StandardCharsets.UTF_8).strip();
        }
    }
}
