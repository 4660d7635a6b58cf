"""By which means a step travelled (hình thức xử lý, QĐ 888/QĐ-TCHQ 2017, Art. 4.4)."""

from enum import StrEnum


class Channel(StrEnum):
    """Every step records one of these."""

    MESSAGE = "message"
    """tin nhắn hệ thống Trực Ban"""
    PHONE = "phone"
    """điện thoại"""
    FAX = "fax"
    """fax"""
    EMAIL = "email"
    """thư điện tử"""
    DOCUMENT = "document"
    """văn bản"""
    IN_PERSON = "in_person"
    """trực tiếp"""
