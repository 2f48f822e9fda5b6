"""A letter that we wrote for the tests, with the places of the cast of `tests.tasks.cast`."""

TEXT = """BAN VÌ SỰ TIẾN BỘ CỦA PHỤ NỮ TỈNH MAI SƠN

Số: 31/BVSTBCPN-VP
V/v hướng dẫn công tác năm 2015

Mai Sơn, ngày 20 tháng 3 năm 2015

Kính gửi: Ban Vì sự tiến bộ của phụ nữ các Sở, ban, ngành, đoàn thể, huyện, thành phố

Ban Vì sự tiến bộ của phụ nữ tỉnh Mai Sơn hướng dẫn các đơn vị một số nội dung công tác năm 2015 như sau:

1. Công tác cán bộ nữ

- Tham mưu cấp ủy rà soát đội ngũ cán bộ nữ, bảo đảm nữ cấp ủy không dưới 15% theo Chỉ thị số 36-CT/TW ngày 30/5/2014.

- Phối hợp với Hội Liên hiệp Phụ nữ giới thiệu cán bộ nữ, hoàn thành trước ngày 30/4/2015.

2. Tuyên truyền và kiểm tra

- Tổ chức ít nhất 01 lớp tập huấn về bình đẳng giới.

- Khuyến khích các đơn vị kiểm tra chéo.

3. Chế độ báo cáo

- Báo cáo định kỳ trước ngày 05/6/2015 đối với báo cáo sơ kết 6 tháng và trước ngày 05/12/2015 đối với báo cáo năm.

Nơi nhận:
- Như trên;
- Lưu: VT, VP.

KT. TRƯỞNG BAN
PHÓ TRƯỞNG BAN

Lò Thị Mẫu
"""

DATA = TEXT.encode()
NAME = "31-BVSTBCPN-VP.txt"
